"""An address in the order and with the signs of its country."""

from domain.customers.views import AddressView


def address(**given: str) -> AddressView:
    fields = {"line": "", "unit": "", "city": "", "region": "", "postcode": "", "country": "US"} | given
    return AddressView(1, "", **fields, verified=False, is_default=True)


def test_most_countries_go_from_the_street_to_the_code() -> None:
    home = address(line="12 Harbor Street", unit="4", city="Syracuse", region="NY", postcode="13202")
    assert home.full == "12 Harbor Street 4, Syracuse, NY, 13202"
    assert home.brief == "12 Harbor Street 4, Syracuse"


def test_china_goes_from_the_province_to_the_door() -> None:
    home = address(
        line="西湖区中山路12号", unit="3单元402", city="杭州", region="浙江", postcode="310000", country="CN"
    )
    assert home.full == "310000 浙江杭州西湖区中山路12号 3单元402"
    assert home.brief == "杭州西湖区中山路12号 3单元402"


def test_a_city_that_is_its_own_province_is_named_once() -> None:
    assert address(line="建国路8号", city="北京市", region="北京", country="CN").full == "北京市建国路8号"


def test_a_chinese_address_in_latin_letters_keeps_its_commas() -> None:
    office = address(line="12 Zhongshan Road", city="Hangzhou", country="CN")
    assert office.full == "12 Zhongshan Road, Hangzhou"
