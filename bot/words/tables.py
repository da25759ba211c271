"""How a row of a table is told from a sentence."""

from __future__ import annotations

TABLE_ROW = "| "
"""What a row of a table opens with, as a line of its own: "| Norway: 12, 9"."""
