package dev.provision.vsphere.placement;

import java.util.Optional;

/**
 * Why a host cannot take a VM.
 *
 * @param text a phrase with the host as its subject: {@code has 4 GiB of memory}
 * @param fix what would solve it; if there is a lever, for when no value of it does
 * @param lever which part of the need to reduce; empty when the place itself must change
 */
record Obstacle(Constraint constraint, String text, String fix, Optional<Lever> lever) {
  Obstacle(Constraint constraint, String text, String fix) {
    this(constraint, text, fix, Optional.empty());
  }

  Obstacle(Constraint constraint, String text, String fix, Lever lever) {
    this(constraint, text, fix, Optional.of(lever));
  }
}
