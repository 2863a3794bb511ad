package dev.provision.modules.datastores;

import dev.provision.spi.schema.Bare;
import dev.provision.spi.schema.DataSize;
import dev.provision.spi.schema.Doc;
import dev.provision.vsphere.newer.storage.VmfsUnmapBandwidthSpec;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code unmap: {priority: low, bandwidth: 100-400}}. */
@Doc("How a VMFS 6 gives the space of deleted files back to the storage array.")
record UnmapSpec(
    @Doc("Whether it does so by itself: none, or low for at a low rate.")
        Optional<Priority> priority,
    @Doc("How fast, in MB/s: a number, or a range as in 100-400.") Optional<String> bandwidth,
    @Doc(
            "The smallest piece that is given back, from 8 KiB to the size of a block. Only a new"
                + " one takes it.")
        @Bare("KiB")
        Optional<DataSize> granularity) {

  /** {@code HostVmfsVolumeUnmapPriority}. */
  enum Priority {
    NONE,
    LOW;

    /** As the API calls it. */
    String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * How fast a VMFS gives space back, in MB/s ({@code VmfsUnmapBandwidthSpec}).
   *
   * @param least the same as {@code most} for a fixed rate
   */
  record Rate(long least, long most) {
    private static final Pattern TEXT = Pattern.compile("([0-9]{1,6})(?: ?- ?([0-9]{1,6}))?");
    private static final String FIXED = "fixed";

    /**
     * @throws IllegalArgumentException when it is neither; the message says what was wanted
     */
    static Rate parse(String text) {
      Matcher parts = TEXT.matcher(text);
      if (parts.matches()) {
        long least = Long.parseLong(parts.group(1));
        long most = parts.group(2) == null ? least : Long.parseLong(parts.group(2));
        if (parts.group(2) == null || least < most) {
          return new Rate(least, most);
        }
      }
      throw new IllegalArgumentException(
          "`" + text + "` is no rate: expected a number of MB/s, or a range as in 100-400");
    }

    static Rate of(VmfsUnmapBandwidthSpec spec) {
      return FIXED.equals(spec.policy)
          ? new Rate(spec.fixedValue, spec.fixedValue)
          : new Rate(spec.dynamicMin, spec.dynamicMax);
    }

    /**
     * The same for the API, which wants the values of both forms.
     *
     * @param seen null where the server shows none
     */
    VmfsUnmapBandwidthSpec spec(VmfsUnmapBandwidthSpec seen) {
      boolean fixed = least == most;
      VmfsUnmapBandwidthSpec spec = new VmfsUnmapBandwidthSpec();
      spec.policy = fixed ? FIXED : "dynamic";
      spec.fixedValue = fixed || seen == null ? most : seen.fixedValue;
      spec.dynamicMin = !fixed || seen == null ? least : seen.dynamicMin;
      spec.dynamicMax = !fixed || seen == null ? most : seen.dynamicMax;
      return spec;
    }

    @Override
    public String toString() {
      return least == most ? String.valueOf(least) : least + "-" + most;
    }
  }
}
