package dev.provision.modules.vapps;

import dev.provision.spi.Problem;
import dev.provision.spi.schema.Ref;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a vApp cannot be. */
final class VAppRules {
  static final Problem NO_FOLDER =
      new Problem("folder", "a vApp in another one has no folder; leave this out");

  private VAppRules() {}

  /** Mistakes in the playbook. */
  static List<Problem> mistakes(VAppSpec spec) {
    List<Problem> problems = new ArrayList<>();
    if (spec.parent().isPresent() && spec.vapp().isPresent()) {
      problems.add(new Problem("vapp", "it is in `parent` or in `vapp`; write one of them"));
    }
    if (spec.folder().isPresent() && spec.vapp().isPresent()) {
      problems.add(NO_FOLDER);
    }
    if (spec.path().isPresent() && !spec.existing()) {
      problems.add(new Problem("path", "is for `existing: true`; others have their own name"));
    }
    if (spec.existing() && spec.isChanging()) {
      problems.add(new Problem("existing", "what is only looked up is not changed"));
    }
    spec.ordered().forEach((name, member) -> order(name.name(), member, problems));
    return problems;
  }

  private static void order(String name, VAppMemberSpec member, List<Problem> problems) {
    member
        .order()
        .filter(order -> order < 0)
        .map(order -> "expected 0 or more, found `" + order + "`")
        .ifPresent(why -> problems.add(new Problem("members." + name + ".order", why)));
  }

  /**
   * No call moves a vApp to another folder: {@code MoveIntoFolder_Task} takes only machines and
   * folders into a folder of machines (vSphere API).
   *
   * @param is the path of the folder that it is in; empty when that is not known
   */
  static List<Problem> elsewhere(VAppSpec spec, Optional<String> is) {
    Optional<String> other =
        spec.folder().map(Ref::name).flatMap(wanted -> is.filter(path -> !path.equals(wanted)));
    return other
        .map(
            path ->
                "it is in `"
                    + path
                    + "`, and vCenter moves no vApp to another folder; write that one")
        .map(why -> new Problem("folder", why))
        .stream()
        .toList();
  }
}
