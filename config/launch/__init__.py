"""The supervisor behind ``make run``: servers, web, worker and beat, started and stopped as one."""
