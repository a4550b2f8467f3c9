"""The directory of services: understanding what somebody asks, finding, and handing it on."""
