"""PostgreSQL and Valkey out of two wheels, for the demo and the tests on a bare machine."""
