package dev.provision.modules.pools;

import com.vmware.vim25.ResourceAllocationInfo;
import com.vmware.vim25.ResourceConfigSpec;
import com.vmware.vim25.SharesInfo;
import com.vmware.vim25.SharesLevel;
import dev.provision.modules.pools.PoolSpec.AllocationSpec;
import dev.provision.spi.Problem;
import dev.provision.spi.schema.DataSize;
import dev.provision.vsphere.inventory.Item;
import dev.provision.vsphere.kind.rows.FieldRow;
import dev.provision.vsphere.kind.rows.Row;
import dev.provision.vsphere.kind.rows.Seen;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a pool gives out: the four rows of its CPU, in MHz, and of its memory, in MiB. */
enum Allocation {
  CPU("cpu", "config.cpuAllocation", PoolSpec::cpu, ResourceConfigSpec::getCpuAllocation),
  MEMORY(
      "memory",
      "config.memoryAllocation",
      PoolSpec::memory,
      ResourceConfigSpec::getMemoryAllocation);

  private static final long UNLIMITED = -1;
  private static final String NO_LIMIT = "unlimited";
  private static final Pattern FREQUENCY = Pattern.compile("([0-9]{1,9})\\s*(MHZ|GHZ)?");

  private final String name;
  private final String property;
  private final Function<PoolSpec, Optional<AllocationSpec>> declared;
  private final Function<ResourceConfigSpec, ResourceAllocationInfo> part;

  Allocation(
      String name,
      String property,
      Function<PoolSpec, Optional<AllocationSpec>> declared,
      Function<ResourceConfigSpec, ResourceAllocationInfo> part) {
    this.name = name;
    this.property = property;
    this.declared = declared;
    this.part = part;
  }

  /**
   * Of {@code ResourceAllocationInfo.shares}: the number counts where the level is custom, and is
   * worked out by the server elsewhere.
   */
  record Shares(SharesLevel level, int number) {
    Shares {
      number = level == SharesLevel.custom ? number : 0;
    }

    static Shares parse(String text) {
      for (SharesLevel level : SharesLevel.values()) {
        if (level != SharesLevel.custom && level.name().equals(text)) {
          return new Shares(level, 0);
        }
      }
      try {
        return new Shares(SharesLevel.custom, Integer.parseUnsignedInt(text));
      } catch (NumberFormatException e) {
        throw new IllegalArgumentException(
            "must be low, normal, high or a number of shares, not `" + text + "`", e);
      }
    }

    static Shares of(SharesInfo info) {
      return info.getLevel() == null ? null : new Shares(info.getLevel(), info.getShares());
    }

    SharesInfo info() {
      SharesInfo info = new SharesInfo();
      info.setLevel(level);
      info.setShares(number);
      return info;
    }

    @Override
    public String toString() {
      return level == SharesLevel.custom ? Integer.toString(number) : level.name();
    }
  }

  List<Row<PoolSpec, Item, ResourceConfigSpec>> rows() {
    return List.of(
        FieldRow.of(
            name + ".shares",
            property,
            spec -> of(spec, AllocationSpec::shares).map(Shares::parse),
            item ->
                seen(item, ResourceAllocationInfo::getShares)
                    .then(info -> Seen.word(Shares.of(info))),
            (spec, value, seen) -> part.apply(spec).setShares(value.info())),
        FieldRow.<PoolSpec, Item, ResourceConfigSpec, Long>of(
                name + ".reservation",
                property,
                spec -> of(spec, AllocationSpec::reservation).map(this::amount),
                item -> seen(item, ResourceAllocationInfo::getReservation),
                (spec, value, seen) -> part.apply(spec).setReservation(value))
            .saying(this::text),
        FieldRow.<PoolSpec, Item, ResourceConfigSpec, Long>of(
                name + ".limit",
                property,
                spec -> of(spec, AllocationSpec::limit).map(this::limit),
                item -> seen(item, ResourceAllocationInfo::getLimit),
                (spec, value, seen) -> part.apply(spec).setLimit(value))
            .saying(this::text),
        FieldRow.of(
            name + ".expandable",
            property,
            spec -> of(spec, AllocationSpec::expandable),
            item -> seen(item, ResourceAllocationInfo::getExpandableReservation),
            (spec, value, seen) -> part.apply(spec).setExpandableReservation(value)));
  }

  private <V> Optional<V> of(PoolSpec spec, Function<AllocationSpec, Optional<V>> field) {
    return declared.apply(spec).flatMap(field);
  }

  private <V> Seen<V> seen(Item item, Function<ResourceAllocationInfo, V> field) {
    return Seen.of(item, property, ResourceAllocationInfo.class).map(field);
  }

  /** What is wrong with what is declared. */
  List<Problem> problems(PoolSpec spec) {
    List<Problem> problems = new ArrayList<>();
    check("shares", of(spec, AllocationSpec::shares), Shares::parse, problems);
    Optional<Long> least =
        check("reservation", of(spec, AllocationSpec::reservation), this::amount, problems);
    Optional<Long> most = check("limit", of(spec, AllocationSpec::limit), this::limit, problems);
    if (least.isPresent() && most.filter(m -> m >= 0 && m < least.get()).isPresent()) {
      problems.add(
          new Problem(
              name + ".limit",
              "`%s.limit` %s is below `%s.reservation` %s"
                  .formatted(name, text(most.get()), name, text(least.get()))));
    }
    return problems;
  }

  private <V> Optional<V> check(
      String field, Optional<String> text, Function<String, V> read, List<Problem> problems) {
    try {
      return text.map(read);
    } catch (IllegalArgumentException e) {
      problems.add(
          new Problem(name + "." + field, "`" + name + "." + field + "` " + e.getMessage()));
      return Optional.empty();
    }
  }

  private long limit(String text) {
    return text.equals(NO_LIMIT) ? UNLIMITED : amount(text);
  }

  private long amount(String text) {
    if (this == CPU) {
      Matcher matcher = FREQUENCY.matcher(text.strip().toUpperCase(Locale.ROOT));
      if (!matcher.matches()) {
        throw new IllegalArgumentException("must be like 4000 MHz or 4 GHz, not `" + text + "`");
      }
      return Long.parseLong(matcher.group(1)) * ("GHZ".equals(matcher.group(2)) ? 1000 : 1);
    }
    try {
      DataSize size = DataSize.parse(text, "MiB");
      if (size.equals(DataSize.ofMebibytes(size.mebibytes()))) {
        return size.mebibytes();
      }
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("must be like 512 MiB or 4 GiB, not `" + text + "`", e);
    }
    throw new IllegalArgumentException("must be whole MiB, not `" + text + "`");
  }

  private String text(long value) {
    if (value == UNLIMITED) {
      return NO_LIMIT;
    }
    return this == CPU ? value + " MHz" : DataSize.ofMebibytes(value).toString();
  }
}
