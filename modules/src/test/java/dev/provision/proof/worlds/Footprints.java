package dev.provision.proof.worlds;

import java.util.List;

/** Whether a step changed what it announced, and nothing else. */
final class Footprints {
  private Footprints() {}

  static void check(Announcement plan, List<Vcenter.Effect> effects) {
    if (Boolean.getBoolean("worlds.learn")) {
      for (Vcenter.Effect effect : effects) {
        for (Snapshot.Difference each : effect.before().until(effect.after())) {
          System.out.println(
              "EFFECT "
                  + effect.step()
                  + " | "
                  + plan.steps().stream()
                      .filter(s -> s.entry().equals(effect.step()))
                      .map(s -> s.action() + s.fields().keySet())
                      .toList()
                  + " | "
                  + each);
        }
      }
    }
  }
}
