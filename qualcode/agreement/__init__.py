"""How far coders agree: a statistic is one file, with a worked example from where it was published."""
