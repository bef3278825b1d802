"""Lists as people type them, on any keyboard."""

import pytest
from multidict import MultiDict, MultiDictProxy

from admin_web.forms import Form
from admin_web.panel.catalog import forms
from domain.kit.i18n import Translator


@pytest.mark.parametrize("typed", ["red, blue,green", "red，blue、green", "red；blue ， green，"])
def test_words_stand_between_commas_of_any_keyboard(typed: str) -> None:
    assert forms.listed(typed) == ("red", "blue", "green")


def test_values_of_an_option_may_be_typed_in_chinese() -> None:
    form = Form.typed(MultiDictProxy(MultiDict(option_0="颜色", values_0="红色，白色、蓝色")))
    assert forms.options(form, 1) == [("颜色", ("红色", "白色", "蓝色"))]


def test_a_fact_is_a_name_and_the_rest_of_its_line() -> None:
    form = Form.typed(MultiDictProxy(MultiDict(attributes="材质：棉\nScale: 1:24")))
    assert forms._attributes(form) == {"材质": "棉", "Scale": "1:24"}


def test_a_fact_without_a_value_is_refused() -> None:
    form = Form.typed(MultiDictProxy(MultiDict(attributes="材质")))
    forms._attributes(form)
    assert not form.check(Translator())
