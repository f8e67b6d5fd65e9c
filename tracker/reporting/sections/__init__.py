"""The parts of the frozen document: each turns results into plain values and ready sentences."""
