"""What 1C says once and products point at: groups, properties with their values, types of prices."""

from __future__ import annotations

from dataclasses import dataclass, field

from integrations.feeds import words
from integrations.feeds.text import one_line
from integrations.feeds.xml import Node

TAGS = ("Группа", "Свойство", "СвойствоНоменклатуры")
MOST = 500_000
_RETAIL = ("розн", "сайт", "retail")


@dataclass(slots=True)
class Classifier:
    """Ids and what they stand for. It grows with the groups and properties, not with the products."""

    groups: dict[str, tuple[str, ...]] = field(default_factory=dict)
    properties: dict[str, str] = field(default_factory=dict)
    values: dict[str, str] = field(default_factory=dict)

    def add(self, node: Node) -> None:
        """Remember a group with all below it, or a property."""
        if len(self.groups) + len(self.values) > MOST:
            return
        if node.tag == "Группа":
            self._add_group(node, ())
        else:
            self.properties[node.said("Ид")] = one_line(node.said("Наименование"))[:80]
            for value in node.within("ВариантыЗначений", "Справочник"):
                self.values[value.said("ИдЗначения")] = one_line(value.said("Значение"))

    def paths(self, product: Node) -> tuple[tuple[str, ...], ...]:
        """The groups a product stands in, as paths from the root."""
        named = (one_line(node.text) for node in product.within("Группы", "Ид"))
        return words.deepest(self.groups.get(number, ()) for number in named)

    def facts(self, node: Node) -> dict[str, str]:
        """Properties by name; values by what they stand for."""
        found = {}
        for one in node.within("ЗначенияСвойств", "ЗначенияСвойства"):
            name = self.properties.get(one.said("Ид"), "")
            said = [one_line(value.text) for value in one.every("Значение") if one_line(value.text)]
            if name and said:
                found[name] = ", ".join(self.values.get(value, value) for value in said)
        return found

    def _add_group(self, node: Node, above: tuple[str, ...]) -> None:
        name = words.cut_name(node.said("Наименование"))
        path = (*above, name) if name else above
        self.groups[node.said("Ид")] = path
        for child in node.within("Группы", "Группа"):
            self._add_group(child, path)


@dataclass(slots=True)
class PriceTypes:
    """The types of prices of an offers file; the one for the public is taken, else the first."""

    names: dict[str, str] = field(default_factory=dict)

    def add(self, node: Node) -> None:
        self.names[node.said("Ид")] = one_line(node.said("Наименование"))

    @property
    def chosen(self) -> str:
        retail = (key for key, name in self.names.items() if any(word in name.casefold() for word in _RETAIL))
        return next(retail, next(iter(self.names), ""))
