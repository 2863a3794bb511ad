package dev.provision.modules.volumes;

import dev.provision.spi.Declaration;
import dev.provision.spi.Problem;
import dev.provision.spi.schema.DataSize;
import dev.provision.vsphere.exported.DiskAdapter;
import dev.provision.vsphere.exported.DiskType;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Mistakes in a volume that its types cannot express. */
final class VolumeRules {
  /**
   * A name becomes the name of a folder and a file, so it has no slash and no {@code ~}, which
   * begins the suffixes that we append.
   */
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.-]{0,79}");

  /** vSphere's limit, {@code configmax}: 62 TB since 5.5. */
  private static final DataSize LARGEST = DataSize.ofGibibytes(62L << 10);

  private VolumeRules() {}

  static List<Problem> problems(Declaration<VolumeSpec> declaration) {
    List<Problem> problems = new ArrayList<>();
    VolumeSpec spec = declaration.spec();
    name("", declaration.address().name(), "volume", problems);
    spec.snapshots().keySet().forEach(each -> name("snapshots", each, "snapshot", problems));
    if (DiskType.ofWord(spec.type()).isEmpty()) {
      problems.add(
          new Problem(
              "type", "`" + spec.type() + "` is no type: expected one of " + DiskType.words()));
    }
    spec.adapterType()
        .filter(word -> DiskAdapter.ofWord(word).isEmpty())
        .ifPresent(
            word ->
                problems.add(
                    new Problem(
                        "adapter_type",
                        "`" + word + "` is no adapter: expected one of " + DiskAdapter.words())));
    boolean source =
        spec.image().isPresent() || spec.sourceVolume().isPresent() || spec.path().isPresent();
    problems.addAll(VolumeAdoption.mistakes(spec, declaration.common().adopt()));
    if (spec.image().isPresent() && spec.sourceVolume().isPresent()) {
      problems.add(
          new Problem("source_volume", "a volume is a copy of an image or of a volume, not both"));
    }
    if (spec.sourceSnapshot().isPresent() && spec.sourceVolume().isEmpty()) {
      problems.add(new Problem("source_snapshot", "needs `source_volume`, whose snapshot it is"));
    }
    if (spec.size().isEmpty() && !source && !declaration.common().absent()) {
      problems.add(new Problem("", "needs `size`, or something that it is a copy of"));
    }
    spec.size().ifPresent(size -> size(size, problems));
    if (declaration.common().formerly().isPresent()) {
      problems.add(
          new Problem("formerly", "a volume cannot be renamed: its folder and file have its name"));
    }
    return problems;
  }

  private static void name(String field, String name, String what, List<Problem> problems) {
    if (!NAME.matcher(name).matches()) {
      problems.add(
          new Problem(
              field,
              "`"
                  + name
                  + "` is not a name of a "
                  + what
                  + ": expected at most 80 letters, digits, `_`, `.` and `-`, as in pgdata"));
    }
  }

  private static void size(DataSize size, List<Problem> problems) {
    if (size.bytes() == 0 || size.bytes() % (1 << 20) != 0) {
      problems.add(new Problem("size", size + " is not a whole number of MiB"));
    } else if (size.compareTo(LARGEST) > 0) {
      problems.add(new Problem("size", size + " is more than the 62 TiB of a virtual disk"));
    }
  }
}
