package dev.provision.modules.networks;

import com.vmware.vim25.NumericRange;
import com.vmware.vim25.VmwareDistributedVirtualSwitchPvlanSpec;
import com.vmware.vim25.VmwareDistributedVirtualSwitchTrunkVlanSpec;
import com.vmware.vim25.VmwareDistributedVirtualSwitchVlanIdSpec;
import com.vmware.vim25.VmwareDistributedVirtualSwitchVlanSpec;
import dev.provision.vsphere.kind.rows.Seen;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The VLAN of a distributed port group: {@code 42}, {@code none}, {@code trunk 1-10, 20}, {@code
 * private 101} or {@code inherit}. Ranges are sorted and joined: a server may give them in another
 * order.
 */
record DvsVlan(String text) {
  private static final int LARGEST = 4094;
  private static final String NUMBER = "[1-9][0-9]{0,3}";

  private record Range(int first, int last) {
    @Override
    public String toString() {
      return first == last ? String.valueOf(first) : first + "-" + last;
    }
  }

  /**
   * @throws IllegalArgumentException when it is none of these; the message says what was wanted
   */
  static DvsVlan parse(String text) {
    String bare = text.replaceAll("[\\[\\]]", " ").strip();
    if (bare.equals("none") || bare.equals("inherit")) {
      return new DvsVlan(bare);
    }
    if (bare.equals("trunk")) {
      return trunk(List.of(new Range(0, LARGEST)));
    }
    if (isVlan(bare)) {
      return new DvsVlan(bare);
    }
    if (bare.startsWith("private ") && isVlan(bare.substring(8).strip())) {
      return new DvsVlan("private " + bare.substring(8).strip());
    }
    if (bare.startsWith("trunk ")) {
      List<Range> ranges = new ArrayList<>();
      for (String part : bare.substring(6).strip().split("\\s*,\\s*")) {
        String[] ends = part.split("-", 2);
        if (!isVlan(ends[0]) || !isVlan(ends[ends.length - 1])) {
          throw none(text);
        }
        ranges.add(new Range(Integer.parseInt(ends[0]), Integer.parseInt(ends[ends.length - 1])));
      }
      return trunk(ranges);
    }
    throw none(text);
  }

  private static IllegalArgumentException none(String text) {
    return new IllegalArgumentException(
        "`"
            + text
            + "` is no VLAN: expected a number from 1 to 4094, none or trunk; on a distributed"
            + " switch also `trunk 1-10, 20`, `private 101` or inherit");
  }

  private static boolean isVlan(String text) {
    return text.matches(NUMBER) && Integer.parseInt(text) <= LARGEST;
  }

  private static DvsVlan trunk(List<Range> ranges) {
    List<Range> sorted = new ArrayList<>(ranges);
    sorted.sort(Comparator.comparing(Range::first));
    List<Range> joined = new ArrayList<>();
    for (Range each : sorted) {
      Range last = joined.isEmpty() ? null : joined.get(joined.size() - 1);
      if (last != null && each.first() <= last.last() + 1) {
        joined.set(joined.size() - 1, new Range(last.first(), Math.max(last.last(), each.last())));
      } else {
        joined.add(each);
      }
    }
    boolean isAll =
        joined.size() == 1 && joined.get(0).first() <= 1 && joined.get(0).last() >= LARGEST;
    return new DvsVlan(
        isAll
            ? "trunk"
            : "trunk " + joined.stream().map(Range::toString).collect(Collectors.joining(", ")));
  }

  static Seen<DvsVlan> of(VmwareDistributedVirtualSwitchVlanSpec spec) {
    if (spec == null || spec.isInherited()) {
      return new Seen.Known<>(new DvsVlan("inherit"));
    }
    if (spec instanceof VmwareDistributedVirtualSwitchVlanIdSpec id) {
      return new Seen.Known<>(
          new DvsVlan(id.getVlanId() == 0 ? "none" : String.valueOf(id.getVlanId())));
    }
    if (spec instanceof VmwareDistributedVirtualSwitchPvlanSpec secondary) {
      return new Seen.Known<>(new DvsVlan("private " + secondary.getPvlanId()));
    }
    if (spec instanceof VmwareDistributedVirtualSwitchTrunkVlanSpec trunk
        && trunk.getVlanId() != null) {
      List<Range> ranges = new ArrayList<>();
      for (NumericRange each : trunk.getVlanId()) {
        ranges.add(new Range(each.getStart(), each.getEnd()));
      }
      return new Seen.Known<>(trunk(ranges));
    }
    return Seen.word(null);
  }

  VmwareDistributedVirtualSwitchVlanSpec spec() {
    if (text.startsWith("trunk")) {
      VmwareDistributedVirtualSwitchTrunkVlanSpec trunk =
          new VmwareDistributedVirtualSwitchTrunkVlanSpec();
      List<NumericRange> ranges = new ArrayList<>();
      String all = text.equals("trunk") ? "0-" + LARGEST : text.substring(6);
      for (String part : all.split(", ")) {
        String[] ends = part.split("-");
        NumericRange range = new NumericRange();
        range.setStart(Integer.parseInt(ends[0]));
        range.setEnd(Integer.parseInt(ends[ends.length - 1]));
        ranges.add(range);
      }
      trunk.setVlanId(ranges.toArray(new NumericRange[0]));
      return trunk;
    }
    if (text.startsWith("private ")) {
      VmwareDistributedVirtualSwitchPvlanSpec secondary =
          new VmwareDistributedVirtualSwitchPvlanSpec();
      secondary.setPvlanId(Integer.parseInt(text.substring(8)));
      return secondary;
    }
    VmwareDistributedVirtualSwitchVlanIdSpec id = new VmwareDistributedVirtualSwitchVlanIdSpec();
    id.setInherited(text.equals("inherit"));
    id.setVlanId(text.matches(NUMBER) ? Integer.parseInt(text) : 0);
    return id;
  }

  @Override
  public String toString() {
    return text;
  }
}
