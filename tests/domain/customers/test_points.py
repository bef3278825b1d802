import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.customers.points import Point, is_short_map_link, point_in

RIGA = (56.95, 24.1)


@pytest.mark.parametrize(
    "text",
    [
        "56.95, 24.1",
        "56.95 24.1",
        "56.95,24.1",
        "(56.95; 24.1)",
        "56,95 24,1",
        "56,95; 24,1",
        "N56.95 E24.1",
        "56.95° N, 24.1° E",
        "24.1E 56.95N",
        "56°57′N 24°06′E",
        "56°57'00\"N 24°06'00\"E",
        "٥٦.٩٥, ٢٤.١",
        "geo:56.95,24.1?z=17",
        "https://www.google.com/maps/@56.95,24.1,17z",
        "https://www.google.lv/maps/place/Brivibas+1/@50.1,20.1,17z/data=!3m1!4b1!4m5!3d56.95!4d24.1",
        "https://www.google.com/maps/search/?api=1&query=56.95%2C24.1",
        "https://maps.google.com/?q=56.95,24.1",
        "https://maps.google.com/maps?q=loc:56.95+24.1",
        "https://www.google.com/maps/search/56.95,+24.1?entry=tts",
        "https://www.google.com/maps/dir//56.95,24.1/@50.1,20.1,12z",
        "google.com/maps?ll=56.95,24.1&z=3",
        "Here: https://www.google.com/maps/@56.95,24.1,17z thanks",
        "https://yandex.ru/maps/?ll=24.1%2C56.95&z=17",
        "https://yandex.com/maps/10/city/?ll=20.1%2C50.1&pt=24.1,56.95&z=17",
        "https://yandex.ru/maps/?ll=20.1,50.1&whatshere%5Bpoint%5D=24.1%2C56.95&whatshere%5Bzoom%5D=17",
        "https://yandex.ru/maps/?rtext=50.1,20.1~56.95,24.1&rtt=auto",
        "https://yandex.ru/maps/?text=56.95%2C24.1",
        "https://maps.apple.com/?ll=56.95,24.1&q=Home",
        "https://maps.apple.com/place?coordinate=56.95,24.1&name=Pin",
        "https://maps.apple.com/?q=56.95,24.1",
        "https://www.openstreetmap.org/?mlat=56.95&mlon=24.1#map=17/50.1/20.1",
        "https://www.openstreetmap.org/#map=17/56.95/24.1",
        "https://2gis.ru/moscow/geo/4504235282765312/24.1,56.95?m=20.1%2C50.1%2F17",
        "https://2gis.kz/almaty?m=24.1%2C56.95%2F17",
        "https://www.waze.com/ul?ll=56.95%2C24.1&navigate=yes",
    ],
)
def test_a_point_is_read_from_what_people_paste(text):
    point = point_in(text)
    assert (point.lat, point.lon) == pytest.approx(RIGA)


@pytest.mark.parametrize(
    ("text", "lat", "lon"),
    [("-33.86, 151.2", -33.86, 151.2), ("33.86S 70.6W", -33.86, -70.6), ("−12.05, −77.04", -12.05, -77.04)],
)
def test_south_and_west_are_negative(text, lat, lon):
    assert point_in(text) == Point(lat, lon)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "12, 4",
        "Brivibas 12-4, Riga",
        "56.95",
        "91.5, 24.1",
        "56.95, 181.5",
        "56.95, 24.1 and 57.1, 24.2",
        "2 x3",
        "https://example.org/maps/@56.95,24.1,17z",
        "https://www.google.com/maps/place/Brivibas+12",
        "https://maps.app.goo.gl/AbCdEf123",
        "https://yandex.ru/maps/-/CDabcdef",
        "https://[broken/@56.95,24.1",
    ],
)
def test_other_texts_are_no_point(text):
    assert point_in(text) is None


@pytest.mark.parametrize(
    ("text", "short"),
    [
        ("https://maps.app.goo.gl/AbCdEf123", True),
        ("https://goo.gl/maps/xyz", True),
        ("https://yandex.ru/maps/-/CDabcdef", True),
        ("https://maps.apple/p/abc", True),
        ("https://www.google.com/maps/@56.95,24.1,17z", False),
    ],
)
def test_short_links_are_known_for_what_they_are(text, short):
    assert is_short_map_link(text) is short


@given(st.floats(-90, 90).map(lambda x: round(x, 6)), st.floats(-180, 180).map(lambda x: round(x, 6)))
def test_every_written_point_is_read_back(lat, lon):
    point = point_in(f"{lat:.6f}, {lon:.6f}")
    assert (point.lat, point.lon) == pytest.approx((lat, lon))


@given(st.text(max_size=200) | st.text("0123456789.,-+°'\"NSEWhttps:/@?=&!3d4 ", max_size=200))
def test_any_text_is_a_point_on_the_globe_or_none(text):
    point = point_in(text)
    assert point is None or (abs(point.lat) <= 90 and abs(point.lon) <= 180)
