"""A command that cannot do what it is asked says so in a sentence."""

from bot.__main__ import main


def test_a_refusal_is_a_sentence_and_not_a_traceback(tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("HAWKER_DATA_DIR", str(tmp_path))
    assert main(["staff", "list"]) == 1
    assert "There is no shop yet" in capsys.readouterr().err
