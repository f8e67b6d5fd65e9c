"""How long a signal takes through a flow's planning cycles (METHODS 4): no Django, no clock."""
