"""The words of addresses: what countries, streets, flats and floors are called where people write to us."""

from __future__ import annotations

import re

from domain.kit.text import folded

COUNTRY_NAMES = {
    name: code
    for code, names in {
        "AE": "uae, united arab emirates, оаэ",
        "AT": "austria, österreich, австрия",
        "AU": "australia, австралия",
        "BE": "belgium, belgique, belgië, бельгия",
        "BG": "bulgaria, българия, болгария",
        "BR": "brazil, brasil, бразилия",
        "BY": "belarus, беларусь, белоруссия",
        "CA": "canada, канада",
        "CH": "switzerland, schweiz, suisse, svizzera, швейцария",
        "CN": "china, китай, prc",
        "CZ": "czech republic, czechia, česko, česká republika, чехия",
        "DE": "germany, deutschland, германия",
        "DK": "denmark, danmark, дания",
        "EE": "estonia, eesti, эстония",
        "ES": "spain, españa, испания",
        "FI": "finland, suomi, финляндия",
        "FR": "france, франция",
        "GB": "uk, u.k., united kingdom, great britain, england, scotland, wales, великобритания",
        "GR": "greece, ελλάδα, греция",
        "HU": "hungary, magyarország, венгрия",
        "IE": "ireland, éire, ирландия",
        "IL": "israel, ישראל, израиль",
        "IN": "india, bharat, индия",
        "IT": "italy, italia, италия",
        "JP": "japan, япония",
        "KR": "south korea, republic of korea, корея",
        "KZ": "kazakhstan, казахстан, қазақстан",
        "LT": "lithuania, lietuva, литва",
        "LV": "latvia, latvija, латвия",
        "MX": "méxico, mexico, мексика",
        "NL": "netherlands, the netherlands, nederland, holland, нидерланды",
        "NO": "norway, norge, норвегия",
        "NZ": "new zealand, новая зеландия",
        "PL": "poland, polska, польша",
        "PT": "portugal, португалия",
        "RO": "romania, românia, румыния",
        "RU": "russia, russian federation, россия, российская федерация, рф",
        "SE": "sweden, sverige, швеция",
        "SG": "singapore, сингапур",
        "SI": "slovenia, slovenija, словения",
        "SK": "slovakia, slovensko, словакия",
        "TR": "turkey, türkiye, турция",
        "UA": "ukraine, україна, украина",
        "US": "usa, u.s.a., united states, united states of america, сша",
        "ZA": "south africa, юар",
    }.items()
    for name in names.split(", ")
}

STATES = {
    "US": "AL AK AZ AR CA CO CT DE FL GA HI ID IL IN IA KS KY LA ME MD MA MI MN MS MO MT NE NV NH NJ NM NY NC ND OH OK "
    "OR PA RI SC SD TN TX UT VT VA WA WV WI WY DC PR",
    "CA": "AB BC MB NB NL NS NT NU ON PE QC SK YT",
    "AU": "NSW VIC QLD WA SA TAS ACT NT",
    "IT": "AG AL AN AO AP AQ AR AT AV BA BG BI BL BN BO BR BS BT BZ CA CB CE CH CL CN CO CR CS CT CZ EN FC FE FG FI FM "
    "FR GE GO GR IM IS KR LC LE LI LO LT LU MB MC ME MI MN MO MS MT NA NO NU OR PA PC PD PE PG PI PN PO PR PT PU PV PZ "
    "RA RC RE RG RI RM RN RO SA SI SO SP SR SS SU SV TA TE TN TO TP TR TS TV UD VA VB VC VE VI VR VT VV",
    "BR": "AC AL AP AM BA CE DF ES GO MA MT MS MG PA PB PR PE PI RJ RN RS RO RR SC SP SE TO",
}

_US_NAMES = (
    "alabama,alaska,arizona,arkansas,california,colorado,connecticut,delaware,florida,georgia,hawaii,idaho,"
    "illinois,indiana,iowa,kansas,kentucky,louisiana,maine,maryland,massachusetts,michigan,minnesota,mississippi,"
    "missouri,montana,nebraska,nevada,new hampshire,new jersey,new mexico,new york,north carolina,north dakota,"
    "ohio,oklahoma,oregon,pennsylvania,rhode island,south carolina,south dakota,tennessee,texas,utah,vermont,"
    "virginia,washington,west virginia,wisconsin,wyoming"
    ","
).split(",")
STATE_NAMES = {"US": frozenset(_US_NAMES)}
_STATE_CODES = {"US": dict(zip(_US_NAMES, STATES["US"].split(), strict=False))}


def region_code(country: str, region: str) -> str:
    """A state by its code where the country has codes, so that rates and zones find it however it was written."""
    if region.upper() in STATES.get(country, "").split():
        return region.upper()
    return _STATE_CODES.get(country, {}).get(folded(region), region)


HOUSE_FIRST = frozenset("US GB IE FR CA AU NZ IN SG PH ZA MY HK LU MC".split())
"""Countries that write the house before the street."""

DASH_IS_FLAT = frozenset("LV LT EE RU BY UA KZ KG UZ MD GE AM".split())
"""Where 12-4 is flat 4 of house 12."""

SLASH_IS_FLAT = frozenset("PL AT".split())
"""Where 12/4 is flat 4 of house 12; elsewhere it is a corner or a part of the house."""

FLAT_BEFORE_SLASH = frozenset("AU NZ".split())
"""Where 4/12 is unit 4 of house 12."""

STREET_TYPES = (
    "street st road rd avenue ave lane ln drive dr boulevard blvd way court ct place square sq terrace close crescent "
    "gardens grove parade quay walk highway hwy parkway pkwy broadway row mews hill"
).split()

_STREET_STEMS = (
    r"улица|ул|проспект|пр-т|просп|пр-кт|переулок|пер|шоссе|набережная|наб|бульвар|бул|б-р|площадь|проезд|аллея|тракт|"
    r"вулиця|вул|провулок|rue|chemin|quai|via|viale|piazza|corso|largo|calle|avenida|avda|plaza|paseo|rua|travessa|praça|"
    r"ulica|aleja|plac|iela|gatve|prospekts|bulvāris|laukums|gatvė|tänav|puiestee|platz|allee|weg|gasse|ring|ufer|straat|"
    r"laan|plein|gracht|kade|utca|útja|út|tér|strada|bulevardul|caddesi|cadde|sokak|mahallesi|οδός|רחוב|شارع|"
    r"(?:ул|пл|пр|ul|al|os|pl|g|pr|tn|mnt|pst|av|str|cad|sok|mah)\."
)
_STREET_ENDINGS = (
    r"straße|strasse|str\.|gasse|platz|allee|weg|damm|ufer|gatan|vägen|veien|gata|gate|vej|gade|straat|laan|gracht|"
    r"katu|tie"
)
STREET_WORD = re.compile(
    rf"(?<!\w)(?:{_STREET_STEMS}|{'|'.join(STREET_TYPES)})\.?(?!\w)|\w(?:{_STREET_ENDINGS})(?!\w)", re.IGNORECASE
)
ENGLISH_STREET_END = re.compile(rf"(?<!\w)(?:{'|'.join(STREET_TYPES)})\.?(?:\s+(?:[NS]?[EW]|[NS]))?$", re.IGNORECASE)
STREET_TYPE = re.compile(rf"\s(?:{'|'.join(STREET_TYPES)})\.?(?!\w)(?:\s+(?:[NS][EW]?|[EW])(?!\w))?", re.IGNORECASE)

_FLAT = (
    r"apartment|apartament|apart|apt|flat|unit|suite|ste|room|office|appartement|appt|apto|wohnung|whg|lägenhet|lgh|lokal|lok|"
    r"dzīvoklis|dzivoklis|dz|butas|korter|krt|daire|квартира|кв|оф|офис|помещение|пом|комната|комн|דירה"
)
FLAT = re.compile(
    rf"(?<!\w)(?:(?:{_FLAT})\.?\s*(?:№|#)?\s*|#\s*)(?P<flat>\d[\w/-]*|[A-Za-zА-Яа-я](?!\w))", re.IGNORECASE
)
FLAT_OF = {
    "AT": re.compile(r"(?<!\w)(?:top|tür)\.?\s*(?P<flat>\d\w*)", re.IGNORECASE),
    "TR": re.compile(r"(?<!\w)D(?:aire)?\s*:\s*(?P<flat>\d\w*)", re.IGNORECASE),
    "ES": re.compile(r"(?<!\w)(?:piso\s*)?(?P<flat>\d+\s?[ºª°](?:\s?\w{1,3}[ºª]?)?)(?!\w)", re.IGNORECASE),
    "FI": re.compile(r"(?<!\w)(?:as\.?\s*(?=\d)|(?=[A-Z]\s+\d))(?P<flat>(?:[A-Z]\s+)?\d+)$"),
    "IT": re.compile(r"(?<!\w)int(?:erno)?\.?\s*(?P<flat>\d\w*)", re.IGNORECASE),
    "PL": re.compile(r"(?<!\w)m\.?\s*(?P<flat>\d+)", re.IGNORECASE),
}

_FLOORS = "этаж|эт|подъезд|floor|level|stock|étage|piętro|stāvs|stiege|klatka|kāpņutelpa"
EXTRA = re.compile(
    rf"(?<!\w)(?:(?:{_FLOORS}|под|домофон|код|вход|entrance|intercom|digicode|code)"
    r"(?:\.\s*|\s+|:\s*|(?=\d))(?:№|#)?(?:\d\w{0,7}|[A-ZА-Я](?!\w))"
    rf"|\d{{1,3}}(?:-?[^\W\d]{{1,2}}|\.)?\s*(?:{_FLOORS})\.?(?!\w))",
    re.IGNORECASE,
)

_MORE_HOUSE = r"(?:\s?(?:bis|ter|quater)(?!\w))?(?:\s?(?:[-–/]\s?\w{1,4}|к\.?\s?\d+|с\.?\s?\d+))*(?!\w)"
HOUSE = rf"\d+(?:\s?[A-Za-zА-Яа-яёЁ](?!\w))?{_MORE_HOUSE}"
HOUSE_BEFORE = rf"\d+(?:[A-Za-z](?!\w))?{_MORE_HOUSE}"
"""Before a street a letter belongs to the house only when it touches it: 12 A Street is in A Street."""
HOUSE_LABEL = re.compile(
    rf"(?<!\w)(?:дом|д|буд|будинок|house|no|nr|num|número|nº|n°|№|māja|вл|владение)\.?:?\s*(?P<house>{HOUSE})",
    re.IGNORECASE,
)
BUILDING = re.compile(
    r"(?<!\w)(?P<building>(?:корпус|корп|к|строение|стр|литера|лит|bldg|building)\.?\s*(?:\d+\w?|[A-Za-zА-Я]))(?!\w)",
    re.IGNORECASE,
)

REGION = re.compile(
    r"(?<!\w)(?:обл|область|край|респ|республика|автономный округ|ао|р-н|район|oblast|region|province|county|co|prov|"
    r"voivodeship|woj|województwo|novads|pagasts|apskritis|savivaldybė|maakond|vald|kommune|megye|județ)\.?(?!\w)",
    re.IGNORECASE,
)
STREET_AFTER_CITY = re.compile(
    r"\s+(?=(?:ул|улица|пр-т|пр|проспект|пер|переулок|наб|набережная|бульвар|шоссе|площадь)\.?\s)", re.IGNORECASE
)
HEADING = re.compile(
    r"^\W*(?:(?:my|delivery|shipping|deliver)\s+)?(?:address|to|адрес(?:\s+доставки)?|adrese|adresse|地址|住所|dirección|"
    r"endereço|indirizzo|adres)\s*:\s*",
    re.IGNORECASE,
)
CITY_AFTER_STREET = re.compile(r"\s+(?=(?:г\.|гор\.|город)\s)", re.IGNORECASE)
CITY_LABEL = re.compile(
    r"^(?:г|гор|город|пгт|пос|поселок|посёлок|с|село|дер|деревня|д|м|місто|city of|city|town of|pilsēta)\.?\s+(?=\D{2})"
    r"|\s+г\.?$",
    re.IGNORECASE,
)
