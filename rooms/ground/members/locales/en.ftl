## Refusals speak English by themselves
