package dev.provision.simulator.serve;

import dev.provision.schema.ApiTable;
import dev.provision.schema.Since;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * {@code /sdk/vimServiceVersions.xml}: the announced version, and each older one in which the
 * schema added something.
 */
record VersionList(String announced) {
  static final String PATH = "/sdk/vimServiceVersions.xml";

  byte[] document() {
    Since newest = new Since(announced);
    List<Since> prior =
        ApiTable.get().versions("urn:vim25").stream().filter(newest::isNewerThan).toList();
    StringBuilder out = new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\" ?>\n");
    out.append("<namespaces version=\"1.0\">\n <namespace>\n  <name>urn:vim25</name>\n");
    out.append("  <version>").append(announced).append("</version>\n  <priorVersions>\n");
    prior.forEach(each -> out.append("   <version>").append(each).append("</version>\n"));
    out.append("  </priorVersions>\n </namespace>\n</namespaces>\n");
    return out.toString().getBytes(StandardCharsets.UTF_8);
  }
}
