"""A product is drafted, sold, put away and taken out again; it is never deleted once it was sold."""

from __future__ import annotations

from domain.catalog.models import ProductStatus
from domain.kit.states import Graph

MOVES: Graph[ProductStatus] = {
    ProductStatus.DRAFT: frozenset({ProductStatus.ACTIVE, ProductStatus.ARCHIVED}),
    ProductStatus.ACTIVE: frozenset({ProductStatus.DRAFT, ProductStatus.ARCHIVED}),
    ProductStatus.ARCHIVED: frozenset({ProductStatus.DRAFT, ProductStatus.ACTIVE}),
}
