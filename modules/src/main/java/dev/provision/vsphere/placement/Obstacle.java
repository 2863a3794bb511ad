package dev.provision.vsphere.placement;

import java.util.Optional;

/**
 * Why a host cannot take a VM.
 *
 * @param text with the host as its subject: {@code has 4 GiB of memory}
 * @param fix what would take it away; with a lever, where no value of that does
 * @param lever what of the need is better made smaller; empty where it is the place that must
 *     change
 */
record Obstacle(Constraint constraint, String text, String fix, Optional<Lever> lever) {
  Obstacle(Constraint constraint, String text, String fix) {
    this(constraint, text, fix, Optional.empty());
  }

  Obstacle(Constraint constraint, String text, String fix, Lever lever) {
    this(constraint, text, fix, Optional.of(lever));
  }
}
