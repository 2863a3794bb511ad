package dev.provision.vsphere.rest;

import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A request to the REST API.
 *
 * @param method of HTTP
 * @param target path and query, {@code /rest/com/vmware/cis/tagging/category}
 * @param headers besides those of HTTP itself
 * @param body JSON
 */
public record RestCall(
    String method, String target, Map<String, String> headers, Optional<String> body) {
  private static final Pattern TARGET =
      Pattern.compile("/(?:rest/com/vmware/cis|api/cis|rest|api)(/[^?]*)(?:\\?~?action=(.*))?");

  private static final Pattern ID = Pattern.compile("/(?:id:|urn(?::|%3A))[^/]+");

  public RestCall {
    headers = Map.copyOf(headers);
  }

  /**
   * What it is called in traces and counts, without ids: {@code POST /tagging/tag-association
   * list-attached-tags-on-objects}.
   */
  public String name() {
    Matcher known = TARGET.matcher(target);
    if (!known.matches()) {
      return method + " " + target;
    }
    String path = ID.matcher(known.group(1)).replaceAll("/id");
    return method + " " + path + (known.group(2) == null ? "" : " " + known.group(2));
  }

  /** Whether it changes nothing but the client's own session. */
  public boolean reads() {
    return method.equals("GET") || name().matches("(POST|DELETE) /session|POST .* list-.*");
  }

  /** Neither password nor session. */
  @Override
  public String toString() {
    return name();
  }
}
