"""Documents an office can file: a briefing note, a calendar, a ledger, each with its sources."""
