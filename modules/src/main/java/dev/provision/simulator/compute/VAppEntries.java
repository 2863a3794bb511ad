package dev.provision.simulator.compute;

import com.vmware.vim25.VAppEntityConfigInfo;
import dev.provision.simulator.world.Managed;
import dev.provision.simulator.world.Refuse;
import dev.provision.simulator.world.Values;
import dev.provision.simulator.world.World;
import dev.provision.vsphere.wire.VimFault;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** {@code VAppConfigInfo.entityConfig}: how each VM and vApp in a vApp starts and stops with it. */
record VAppEntries(World world, Managed app) {
  /** What a VM begins with that comes into a vApp; nobody has looked at a real server for it. */
  private static final int DELAY_SECONDS = 120;

  private static final List<String> STARTS = List.of("none", "powerOn");
  private static final List<String> STOPS = List.of("none", "powerOff", "guestShutdown", "suspend");

  /**
   * One for each that is in it: what was set, and for others what they begin with.
   *
   * @param set may be null
   * @return null when nothing is in it
   */
  VAppEntityConfigInfo[] shown(VAppEntityConfigInfo[] set) {
    List<VAppEntityConfigInfo> all = all(set);
    return all.isEmpty() ? null : all.toArray(VAppEntityConfigInfo[]::new);
  }

  /**
   * The same with what a spec says; an entry keeps what that leaves out.
   *
   * @param spec may be null
   * @throws VimFault when an entry is of nothing in it, or says what the API does not know
   */
  VAppEntityConfigInfo[] changed(VAppEntityConfigInfo[] set, VAppEntityConfigInfo[] spec)
      throws VimFault {
    VAppEntityConfigInfo[] all = all(set).toArray(VAppEntityConfigInfo[]::new);
    for (VAppEntityConfigInfo each : spec == null ? new VAppEntityConfigInfo[0] : spec) {
      check(each);
      VAppEntityConfigInfo entry =
          Arrays.stream(all)
              .filter(own -> Values.isSame(own.key, each.key))
              .findFirst()
              .orElseThrow(() -> Refuse.argument("spec.entityConfig.key", "it is not in the vApp"));
      Values.overlay(each, entry);
    }
    return all.length == 0 ? null : all;
  }

  private List<VAppEntityConfigInfo> all(VAppEntityConfigInfo[] set) {
    List<VAppEntityConfigInfo> all = new ArrayList<>();
    for (Managed inside : inside()) {
      all.add(
          Stream.ofNullable(set)
              .flatMap(Arrays::stream)
              .filter(each -> Values.isSame(each.key, inside.ref()))
              .findFirst()
              .orElseGet(() -> fresh(inside, all.size() + 1)));
    }
    return all;
  }

  private List<Managed> inside() {
    return Stream.concat(
            PoolUsage.vms(world, app).stream(),
            world.children(app).stream().filter(each -> each.is("VirtualApp")))
        .toList();
  }

  private static VAppEntityConfigInfo fresh(Managed inside, int order) {
    VAppEntityConfigInfo entry = new VAppEntityConfigInfo();
    entry.key = inside.ref();
    entry.tag = inside.name();
    entry.startOrder = order;
    entry.startDelay = DELAY_SECONDS;
    entry.waitingForGuest = false;
    entry.startAction = "powerOn";
    entry.stopDelay = DELAY_SECONDS;
    entry.stopAction = "powerOff";
    return entry;
  }

  private static void check(VAppEntityConfigInfo entry) throws VimFault {
    String at = "spec.entityConfig.";
    negative(at + "startOrder", entry.startOrder);
    negative(at + "startDelay", entry.startDelay);
    negative(at + "stopDelay", entry.stopDelay);
    word(at + "startAction", entry.startAction, STARTS);
    word(at + "stopAction", entry.stopAction, STOPS);
  }

  private static void negative(String field, Integer value) throws VimFault {
    if (value != null && value < 0) {
      throw Refuse.argument(field, "it is negative");
    }
  }

  private static void word(String field, String value, List<String> allowed) throws VimFault {
    if (value != null && !allowed.contains(value)) {
      throw Refuse.argument(field, "`" + value + "` is none of " + String.join(", ", allowed));
    }
  }
}
