package dev.provision.modules.datastores;

import dev.provision.spi.schema.Bare;
import dev.provision.spi.schema.DataSize;
import dev.provision.spi.schema.Doc;
import java.util.Locale;
import java.util.Optional;

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
}
