"""Which resource limits each flow, how sure that is, whether it has moved, and where the work on it stands (METHODS 2).

``analyze.analyze_constraints`` is the only door.
"""
