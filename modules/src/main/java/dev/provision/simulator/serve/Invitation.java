package dev.provision.simulator.serve;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;

/** What somebody has to know to point a client at the server. */
record Invitation(
    Path lab, InetSocketAddress address, String user, Passwords password, ServerKey key) {
  List<String> lines() {
    String url = "https://" + host() + ":" + address.getPort() + "/sdk";
    String made = password.isMade() ? ", made at random" : "";
    return List.of(
        "the lab `" + lab + "` is served at " + url + " until Ctrl-C",
        "  user         " + user,
        "  password     in " + password.file() + made,
        "  certificate  " + key.file(),
        "  thumbprint   " + key.thumbprint(),
        "for govc, in a shell:",
        "  export GOVC_URL=" + url + " GOVC_USERNAME=" + quoted(user),
        "  export GOVC_PASSWORD=\"$(head -n1 "
            + quoted(password.file().toString())
            + ")\" GOVC_TLS_CA_CERTS="
            + quoted(key.file().toString()),
        "for a playbook, with the same variables:",
        "  vcenter: {host: "
            + host()
            + ", port: "
            + address.getPort()
            + ", username: \"${env.GOVC_USERNAME}\", password: \"${env.GOVC_PASSWORD}\","
            + " thumbprint: \""
            + key.thumbprint()
            + "\"}");
  }

  /** As a URL has it; of all addresses the one that this machine reaches. */
  private String host() {
    InetAddress at = address.getAddress();
    if (at.isAnyLocalAddress()) {
      return "127.0.0.1";
    }
    String text = at.getHostAddress();
    return text.contains(":") ? "[" + text + "]" : text;
  }

  private static String quoted(String text) {
    return text.matches("[A-Za-z0-9@%+=:,./_-]+") ? text : "'" + text.replace("'", "'\\''") + "'";
  }
}
