package dev.provision.playbook;

import java.util.List;

/** The plays of one file, in order. Without mistakes, no two plays have the same environment. */
public record Playbook(List<Play> plays) {
  public Playbook {
    plays = List.copyOf(plays);
  }
}
