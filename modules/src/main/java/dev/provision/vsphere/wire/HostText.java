package dev.provision.vsphere.wire;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The text of {@code host}, where it holds more than the name or address of a host. */
public final class HostText {
  /** {@code https://vc.lab:8443/sdk} or {@code vc.lab:443}; an IPv6 address alone is neither. */
  private static final Pattern MORE =
      Pattern.compile(
          "(?<scheme>[A-Za-z][A-Za-z0-9+.-]*://)?(?:[^@/]*@)?"
              + "(?<host>\\[[^\\]]*\\]|[^:/\\[\\]]*)(?::(?<port>\\d{1,5}))?(?<path>/.*)?");

  private final String text;
  private final Optional<Matcher> parts;

  public HostText(String text) {
    this.text = text;
    this.parts =
        Optional.of(MORE.matcher(text.strip()))
            .filter(Matcher::matches)
            .filter(
                found ->
                    found.group("scheme") != null
                        || found.group("port") != null
                        || found.group("path") != null);
  }

  /** What is wrong with it; empty when nothing is. */
  public Optional<String> wrong() {
    if (parts.isEmpty()) {
      return text.contains("/")
          ? Optional.of("`" + text + "` is not the name or address of a host")
          : Optional.empty();
    }
    boolean url = parts.get().group("scheme") != null || parts.get().group("path") != null;
    return Optional.of(
        "`"
            + text
            + "` is "
            + (url ? "a URL" : "a host with its port")
            + ", not the name or address of a host");
  }

  /** What to write in its place. */
  public String advice() {
    String host = parts.map(found -> found.group("host")).orElse("");
    if (host.isEmpty()) {
      return "leave out https:// and /sdk, and give a port as `port`";
    }
    String port =
        parts.map(found -> found.group("port")).map(is -> ", and `port: " + is + "`").orElse("");
    return "write `" + host.replaceAll("^\\[|\\]$", "") + "`" + port;
  }
}
