"""The coding screen: reading, coding and deciding at the keyboard. State is plain values; only the modules that draw know Textual."""
