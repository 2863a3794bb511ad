package dev.provision.vsphere.rest;

import dev.provision.spi.ModuleException;
import dev.provision.spi.ModuleException.Denial;
import dev.provision.spi.ModuleException.Kind;
import dev.provision.vsphere.wire.Credentials;
import dev.provision.vsphere.wire.Faults;
import dev.provision.vsphere.wire.TransportFailure;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Requests to the REST API in one session, which begins with the first of them and is renewed once
 * when it was lost. The two forms of the API differ in paths, in what wraps a body, and in errors;
 * callers see neither. Safe for many threads.
 */
public final class RestSession {
  private static final String BEFORE = "com/vmware/";
  private static final int MAX_WORDS = 300;

  private final Rest wire;
  private final RestLogin login;

  public RestSession(Rest wire, Credentials credentials) {
    this(wire, new RestLogin(wire, credentials));
  }

  private RestSession(Rest wire, RestLogin login) {
    this.wire = wire;
    this.login = login;
  }

  /** For planning: the same session over a wire that refuses every write. */
  public RestSession readOnly() {
    return new RestSession(new RestReadOnly(wire), login);
  }

  /** The same session over another wire. */
  public RestSession over(Wrapping wrapping) {
    return new RestSession(wrapping.of(wire), login);
  }

  /** Puts a wire around another. */
  @FunctionalInterface
  public interface Wrapping {
    Rest of(Rest wire);
  }

  /**
   * What a request is about.
   *
   * @param resource {@code com/vmware/cis/tagging/tag}
   * @param id of one; empty for all
   * @param action a word of the API; empty where the method of HTTP says it all
   */
  public record On(String resource, String id, String action) {
    public On(String resource) {
      this(resource, "", "");
    }

    public On one(String other) {
      return new On(resource, other, action);
    }

    public On doing(String other) {
      return new On(resource, id, other);
    }

    private String target(boolean isNew) {
      String path =
          isNew
              ? "/api/"
                  + (resource.startsWith(BEFORE) ? resource.substring(BEFORE.length()) : resource)
              : "/rest/" + resource;
      String encoded = URLEncoder.encode(id, StandardCharsets.UTF_8).replace("+", "%20");
      String of = id.isEmpty() ? "" : isNew ? "/" + encoded : "/id:" + encoded;
      String query = action.isEmpty() ? "" : (isNew ? "?action=" : "?~action=") + action;
      return path + of + query;
    }
  }

  /**
   * @return {@link Json#NONE} where the answer has no content
   * @throws ModuleException with a {@link RestFault} when the server refuses
   */
  public Json get(On on) throws ModuleException {
    return send("GET", on, "", Optional.empty());
  }

  /** Asks or does what the action says. */
  public Json post(On on, Json body) throws ModuleException {
    return send("POST", on, "", Optional.of(body));
  }

  /** Makes one; answers with its id. */
  public String create(On on, Json spec) throws ModuleException {
    return send("POST", on, "create_spec", Optional.of(spec)).asText();
  }

  /** Changes the fields that the spec has. */
  public void update(On on, Json spec) throws ModuleException {
    send("PATCH", on, "update_spec", Optional.of(spec));
  }

  public void delete(On on) throws ModuleException {
    send("DELETE", on, "", Optional.empty());
  }

  /** Logs out, if there was a login. Nothing can be asked afterwards. */
  public void end() throws TransportFailure {
    login.end();
  }

  /**
   * @param wrapper the field that holds the body in the older form; empty for none
   */
  private Json send(String method, On on, String wrapper, Optional<Json> body)
      throws ModuleException {
    try {
      RestAnswer answer = sent(method, on, wrapper, body);
      if (answer.status() == 401) {
        answer = sent(method, on, wrapper, body);
      }
      if (!answer.isGood()) {
        throw refusal(answer);
      }
      Json json =
          Json.parse(answer.body())
              .orElseThrow(
                  () ->
                      ModuleException.refused(
                          "the REST API answers with a text that is no JSON; is a proxy between"));
      return login.session().isNew() ? json : json.get("value");
    } catch (TransportFailure e) {
      throw Faults.translate(e);
    }
  }

  private RestAnswer sent(String method, On on, String wrapper, Optional<Json> body)
      throws TransportFailure, ModuleException {
    RestLogin.Answer session = login.session();
    if (session.refusal().isPresent()) {
      throw refusal(session.refusal().get());
    }
    Optional<String> text =
        body.map(
                spec ->
                    session.isNew() || wrapper.isEmpty() ? spec : Json.object().with(wrapper, spec))
            .map(Json::toString);
    RestAnswer answer =
        wire.send(new RestCall(method, on.target(session.isNew()), session.header(), text));
    if (answer.status() == 401) {
      login.lost(session.header());
    }
    return answer;
  }

  private static ModuleException refusal(RestAnswer answer) {
    Json body = Json.parse(answer.body()).orElse(Json.NONE);
    String type =
        body.has("error_type")
            ? body.textOf("error_type").toLowerCase(Locale.ROOT)
            : body.textOf("type").replaceFirst(".*\\.", "");
    String words = words(answer, body, type);
    ModuleException refused =
        new ModuleException(
            kind(answer.status(), type), words, new RestFault(answer.status(), type, words));
    return answer.status() == 403
        ? refused.denied(new Denial(Optional.empty(), Optional.empty()))
        : refused;
  }

  private static Kind kind(int status, String type) {
    if (type.equals("concurrent_change")) {
      return Kind.STALE;
    }
    return status == 429 || status > 501 || type.equals("resource_busy")
        ? Kind.TRANSIENT
        : Kind.REFUSED;
  }

  private static String words(RestAnswer answer, Json body, String type) {
    Json inner = body.has("value") ? body.get("value") : body;
    List<String> messages =
        inner.get("messages").items().stream()
            .map(message -> message.textOf("default_message"))
            .filter(message -> !message.isBlank())
            .toList();
    if (answer.status() == 401) {
      return "the REST API refuses the account";
    }
    String said = messages.isEmpty() ? type.replace('_', ' ') : String.join("; ", messages);
    String all =
        said.isEmpty()
            ? "the REST API answers with status " + answer.status()
            : said.replaceAll("[\\s\\p{Cntrl}]+", " ");
    return all.length() <= MAX_WORDS ? all : all.substring(0, MAX_WORDS) + "...";
  }
}
