package dev.provision.playbook;

import java.util.List;

/** The plays of one file, in its order. Without mistakes, no two have one environment. */
public record Playbook(List<Play> plays) {
  public Playbook {
    plays = List.copyOf(plays);
  }
}
