"""Excel workbooks: the first sheet, read as any table is."""

from integrations.feeds.xlsx.feed import XlsxFeed

__all__ = ["XlsxFeed"]
