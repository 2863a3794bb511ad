package dev.provision.modules.datastores;

import dev.provision.spi.Declaration;
import dev.provision.spi.Problem;
import dev.provision.spi.schema.DataSize;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What a declaration of a datastore alone shows to be wrong. */
final class DatastoreRules {
  private DatastoreRules() {}

  static List<Problem> problems(Declaration<DatastoreSpec> datastore) {
    DatastoreSpec spec = datastore.spec();
    List<Problem> problems = new ArrayList<>();
    Map<String, Optional<?>> sorts = new TreeMap<>();
    sorts.put("local", spec.local());
    sorts.put("nfs", spec.nfs());
    sorts.put("nfs41", spec.nfs41());
    sorts.put("vmfs", spec.vmfs());
    sorts.values().removeIf(Optional::isEmpty);
    if (sorts.size() > 1) {
      String all = "`" + String.join("`, `", sorts.keySet()) + "`";
      problems.add(
          new Problem(sorts.keySet().iterator().next(), "only one of " + all + " can be given"));
    }
    if (spec.folder().isPresent() && spec.datastoreCluster().isPresent()) {
      problems.add(
          new Problem("datastore_cluster", "it is in this or in `folder`; leave one of them out"));
    }
    if (spec.hosts().isPresent() && !spec.isMounted()) {
      problems.add(new Problem("hosts", "needs `nfs`, `nfs41` or `vmfs`, which hosts mount"));
    }
    if (spec.hosts().isPresent() && spec.local().isPresent()) {
      problems.add(new Problem("hosts", "`local` names the one host that has it; leave this out"));
    }
    if (spec.nfs41().filter(nfs -> nfs.servers().isEmpty()).isPresent()) {
      problems.add(new Problem("nfs41.servers", "names no server"));
    }
    volume(datastore, problems);
    spec.connections()
        .filter(number -> number < 1)
        .ifPresent(
            number ->
                problems.add(
                    new Problem(
                        (spec.nfs().isPresent() ? "nfs" : "nfs41") + ".connections",
                        "expected 1 or more, found `" + number + "`")));
    boolean sys =
        spec.nfs41()
            .filter(nfs -> nfs.security().orElse(Nfs41Spec.Security.SYS) == Nfs41Spec.Security.SYS)
            .isPresent();
    if (sys && spec.nfs41().flatMap(Nfs41Spec::kerberos).isPresent()) {
      problems.add(new Problem("nfs41.kerberos", "needs `security: krb5` or `krb5i`"));
    }
    problems.addAll(UnmapRows.problems(spec));
    SiocRows.problem(spec).ifPresent(problems::add);
    if (spec.path().isPresent() && !spec.existing()) {
      problems.add(new Problem("path", "is for `existing: true`; others have their own name"));
    }
    if (spec.existing()
        && (spec.isMounted() || spec.maintenance().isPresent() || spec.sioc().isPresent())) {
      problems.add(new Problem("existing", "what is only looked up is not changed"));
    }
    return problems;
  }

  private static void volume(Declaration<DatastoreSpec> datastore, List<Problem> problems) {
    DatastoreSpec spec = datastore.spec();
    if (spec.volume().isEmpty()) {
      return;
    }
    spec.volume()
        .get()
        .version()
        .filter(version -> version != 5 && version != 6)
        .ifPresent(
            version ->
                problems.add(
                    new Problem(
                        (spec.vmfs().isPresent() ? "vmfs" : "local") + ".version",
                        "expected 5 or 6, found `" + version + "`")));
    sizes(spec, problems);
    if (datastore.common().absent() && !spec.destroysData()) {
      problems.add(
          new Problem(
              "state",
              "deleting a VMFS destroys its data: say so with `data: destroy`, or leave the entry"
                  + " out, and it is given back as it is"));
    }
  }

  /** In KiB: VMFS 5 has blocks of 1 MiB, VMFS 6 also small ones (vSphere API, HostVmfsSpec). */
  private static void sizes(DatastoreSpec spec, List<Problem> problems) {
    String at = spec.vmfs().isPresent() ? "vmfs." : "local.";
    VmfsSpec volume = spec.volume().orElseThrow();
    boolean five = volume.version().filter(version -> version == 5).isPresent();
    Optional<Long> block = volume.blockSize().map(DataSize::kibibytes);
    block
        .filter(size -> size != NewVolume.LARGE && (five || size != NewVolume.SMALL))
        .ifPresent(
            size ->
                problems.add(
                    new Problem(
                        at + "block_size",
                        "expected 1 MiB" + (five ? "" : ", or 64 KiB with VMFS 6"))));
    volume
        .unmap()
        .flatMap(UnmapSpec::granularity)
        .map(DataSize::kibibytes)
        .filter(size -> size < 8 || size > block.orElse((long) NewVolume.LARGE))
        .ifPresent(
            size ->
                problems.add(
                    new Problem(
                        at + "unmap.granularity", "expected 8 KiB to the size of a block")));
  }
}
