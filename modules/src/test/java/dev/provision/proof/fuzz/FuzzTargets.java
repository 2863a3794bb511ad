package dev.provision.proof.fuzz;

import dev.provision.simulator.LabTarget;
import dev.provision.simulator.StateTarget;
import dev.provision.simulator.serve.RequestTarget;
import dev.provision.vsphere.lease.LeaseTarget;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** The targets by name. Each has a folder of its name in {@code src/test/resources/fuzz}. */
public final class FuzzTargets {
  /**
   * One target.
   *
   * @param packages of which the fuzzer sees what was reached: it looks at each class for long
   */
  public record Known(Supplier<FuzzTarget> target, List<String> packages) {
    static Known of(Supplier<FuzzTarget> target, String... packages) {
      return new Known(
          target, Stream.of(packages).map(each -> "dev.provision." + each + ".**").toList());
    }
  }

  private static final Map<String, Known> ALL = new LinkedHashMap<>();

  static {
    String[] language = {
      "source", "syntax", "template", "playbook", "declare", "graph", "diagnostic"
    };
    ALL.put("playbook", Known.of(PlaybookTarget::new, language));
    ALL.put("expression", Known.of(ExpressionTarget::new, "template", "syntax"));
    ALL.put("template", Known.of(TemplateTarget::new, "template", "syntax"));
    ALL.put("disk", Known.of(DiskTarget::new, "modules.images"));
    ALL.put("ovf", Known.of(OvfTarget::new, "modules.images"));
    ALL.put("ova", Known.of(OvaTarget::new, "modules.images"));
    ALL.put("answer", Known.of(AnswerTarget::new, "vsphere.soap"));
    ALL.put("request", Known.of(RequestTarget::new, "vsphere.soap", "simulator", "schema"));
    ALL.put("lab", Known.of(LabTarget::new, "simulator", "declare", "syntax"));
    ALL.put("state", Known.of(StateTarget::new, "simulator", "vsphere.soap"));
    ALL.put("lease", Known.of(LeaseTarget::new, "vsphere.lease"));
    ALL.put("capture", Known.of(CaptureTarget::new, "vsphere.capture", "simulator"));
  }

  private FuzzTargets() {}

  public static Map<String, Known> all() {
    return ALL;
  }
}
