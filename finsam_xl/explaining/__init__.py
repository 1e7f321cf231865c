"""How a figure came about, told from its cell down to what somebody typed, with law and plan."""
