package dev.provision.lab;

import dev.provision.spi.Address;
import dev.provision.spi.Progress;

/** The writer. */
public record Pen(Server server, Address step, Progress progress) {}
