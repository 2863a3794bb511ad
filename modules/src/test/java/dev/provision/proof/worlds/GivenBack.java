package dev.provision.proof.worlds;

import dev.provision.proof.worlds.Snapshot.Difference;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Whether a world is as it was in the beginning and as others left it: shared images stay, and the
 * places that all environments share, and the definition of our attribute.
 */
final class GivenBack {
  private static final String IMAGES = "/vm/provision/images";

  /** What a test's own client makes in a folder of ours, and takes away again. */
  private static final String THEIRS = "/w/theirs";

  private final Snapshot start;
  private final List<Difference> byHand;
  private final Set<String> adopted;

  /**
   * @param byHand what others changed, also of what was ours
   * @param adopted paths of what was adopted, and keeps what the playbook made of it
   */
  GivenBack(Snapshot start, List<Difference> byHand, Set<String> adopted) {
    this.start = start;
    this.byHand = byHand;
    this.adopted = adopted;
  }

  /** What is not as it was to be, a line each. */
  List<String> wrong(Snapshot end) {
    Set<String> images =
        end.things().values().stream()
            .filter(each -> each.path().contains(IMAGES + "/"))
            .map(each -> each.path().substring(each.path().lastIndexOf('/') + 1))
            .collect(Collectors.toSet());
    Map<String, String> hands = new HashMap<>();
    byHand.forEach(each -> hands.put(key(each), each.what()));
    Set<String> found = new HashSet<>();
    List<String> wrong = new ArrayList<>();
    for (Difference each : start.until(end)) {
      found.add(key(each));
      if (!hands.containsKey(key(each)) && !isFine(each, images)) {
        wrong.add(each.toString());
      }
    }
    for (Difference each : byHand) {
      boolean stays =
          start.things().containsKey(each.thing().id()) && !each.at().startsWith("files");
      boolean made =
          each.what().equals("is new")
              && each.thing().path().endsWith("/theirs")
              && !each.thing().path().endsWith(THEIRS);
      if ((stays || made) && !found.contains(key(each)) && !adopted.contains(each.thing().path())) {
        wrong.add("what others did is undone: " + each);
      }
    }
    return wrong;
  }

  private static String key(Difference each) {
    return each.thing().id() + " " + each.at();
  }

  private boolean isFine(Difference difference, Set<String> images) {
    Snapshot.Thing thing = difference.thing();
    String at = difference.at();
    boolean image =
        thing.path().endsWith("/vm/provision")
            || thing.path().contains(IMAGES)
            || images.stream().anyMatch(name -> at.startsWith("files." + name))
            || thing.type().equals("VirtualMachineSnapshot") && !images.isEmpty();
    boolean shared =
        thing.path().equals("/provision") || at.matches("files\\.provision(/volumes)?\\.\\w+");
    // who deletes a machine by hand deletes the volumes that it has; their folders stay
    boolean lost =
        at.matches("files\\.provision/volumes/w.*\\.(path|modification)")
            && byHand.stream()
                .anyMatch(
                    each ->
                        each.what().equals("is gone")
                            && each.thing().type().equals("VirtualMachine"));
    boolean definition = thing.type().equals("CustomFieldsManager");
    boolean given = adopted.contains(thing.path()) && !difference.what().contains("provision");
    // parts of the simulator that outlive what they belong to
    boolean part =
        thing
            .type()
            .matches(
                "EnvironmentBrowser|HostDatastoreBrowser|OptionManager|SimulatedLun|ClusterEVCManager|Host\\w+System|Host\\w+Manager");
    return part || image || shared || lost || definition || given;
  }
}
