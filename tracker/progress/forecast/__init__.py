"""When a horizon is likely met, and how sure that is: by the pace so far, and along the path of the gates."""
