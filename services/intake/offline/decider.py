"""The matters of devices and packets, put together."""

from services.intake.offline.decide import decide_device, decide_packet
from services.intake.offline.state import Device, Packet, evolve_device, evolve_packet
from shared.journal.handle import Decider

DEVICES: Decider[Device] = Decider("device", Device, decide_device, evolve_device)
"""Streams `device/<id>`."""

PACKETS: Decider[Packet] = Decider("packet", Packet, decide_packet, evolve_packet)
"""Streams `packet/<id>`."""
