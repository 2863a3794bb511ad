package dev.provision.vsphere.exported;

import com.vmware.vim25.SharesLevel;
import java.util.List;
import java.util.Set;

/**
 * What a VM, a disk or a NIC gets of a resource ({@code ResourceAllocationInfo}, {@code
 * StorageIOAllocationInfo}, {@code VirtualEthernetCardResourceAllocation}).
 *
 * @param limit -1 for none
 */
public record Quota(long limit, long reservation, Shares shares) {
  public static final long UNLIMITED = -1;
  public static final String CUSTOM = SharesLevel.custom.name();

  /** What vSphere gives where nobody says anything. */
  public static final Quota DEFAULT = new Quota(UNLIMITED, 0, Shares.NORMAL);

  /** What can be given out, and the rows of {@link ExtraSpec} that say how. */
  public enum Of {
    CPU(
        ExtraSpec.CPU_LIMIT,
        ExtraSpec.CPU_RESERVATION,
        ExtraSpec.CPU_SHARES_LEVEL,
        ExtraSpec.CPU_SHARES_SHARE),
    MEMORY(
        ExtraSpec.MEMORY_LIMIT,
        ExtraSpec.MEMORY_RESERVATION,
        ExtraSpec.MEMORY_SHARES_LEVEL,
        ExtraSpec.MEMORY_SHARES_SHARE),
    DISK_IO(
        ExtraSpec.DISK_IO_LIMIT,
        ExtraSpec.DISK_IO_RESERVATION,
        ExtraSpec.DISK_IO_SHARES_LEVEL,
        ExtraSpec.DISK_IO_SHARES_SHARE),
    VIF(
        ExtraSpec.VIF_LIMIT,
        ExtraSpec.VIF_RESERVATION,
        ExtraSpec.VIF_SHARES_LEVEL,
        ExtraSpec.VIF_SHARES_SHARE);

    private final ExtraSpec limit;
    private final ExtraSpec reservation;
    private final ExtraSpec level;
    private final ExtraSpec share;

    Of(ExtraSpec limit, ExtraSpec reservation, ExtraSpec level, ExtraSpec share) {
      this.limit = limit;
      this.reservation = reservation;
      this.level = level;
      this.share = share;
    }

    public ExtraSpec limit() {
      return limit;
    }

    public ExtraSpec reservation() {
      return reservation;
    }

    public ExtraSpec level() {
      return level;
    }

    public ExtraSpec share() {
      return share;
    }

    public List<ExtraSpec> rows() {
      return List.of(limit, reservation, level, share);
    }
  }

  /**
   * What a flavor asks for. A limit that is 0 or left out is none, as in Nova.
   *
   * @param otherwise what holds where the flavor says nothing
   */
  public static Quota wanted(Of of, ExtraSpecs specs, Quota otherwise) {
    Shares shares = otherwise.shares();
    return new Quota(
        specs
            .number(of.limit())
            .map(limit -> limit == 0 ? UNLIMITED : limit)
            .orElse(otherwise.limit()),
        specs.number(of.reservation()).orElse(otherwise.reservation()),
        new Shares(
            specs.text(of.level()).flatMap(Shares::level).orElse(shares.level()),
            specs.number(of.share()).map(Math::toIntExact).orElse(shares.number())));
  }

  /**
   * The same, but as it was found in what these leave alone.
   *
   * @param of whose rows they are
   */
  public Quota leaving(Of of, ExtraSpecs specs, Quota found) {
    Set<ExtraSpec> alone = specs.leftAlone();
    boolean sharesAlone = alone.contains(of.level()) || alone.contains(of.share());
    return new Quota(
        alone.contains(of.limit()) ? found.limit() : limit,
        alone.contains(of.reservation()) ? found.reservation() : reservation,
        sharesAlone ? found.shares() : shares);
  }
}
