package dev.provision.simulator.tagging;

import dev.provision.simulator.server.Authorization;
import dev.provision.simulator.server.Counts;
import dev.provision.simulator.server.FaultRule;
import dev.provision.simulator.server.Rules;
import dev.provision.simulator.server.Session;
import dev.provision.simulator.server.SessionManager;
import dev.provision.simulator.world.World;
import dev.provision.vsphere.rest.Json;
import dev.provision.vsphere.rest.Rest;
import dev.provision.vsphere.rest.RestAnswer;
import dev.provision.vsphere.rest.RestCall;
import dev.provision.vsphere.wire.TransportFailure;
import dev.provision.vsphere.wire.VimFault;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiPredicate;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The REST API of a simulated vCenter, with the older form of requests under {@code /rest} and,
 * from 7.0 U2 on, the newer one under {@code /api}. Each client logs in here by itself, as at a
 * real server: the cookie of SOAP is no session. Safe for many threads.
 */
public final class RestServer implements Rest {
  private static final Pattern TARGET =
      Pattern.compile(
          "/(rest/(?:com/vmware/)?|api/)([a-z/-]+?)(?:/(?:id:)?(urn[^/?]*))?(?:\\?~?action=([a-z-]+))?");

  private static final String SESSION = "vmware-api-session-id";
  private static final String SINCE = "7.0.2";

  private final World world;
  private final SessionManager sessions;
  private final Authorization authorization;
  private final Rules rules;
  private final Counts counts;
  private final TagObjects tags;
  private final BiPredicate<String, String> admits;
  private final Supplier<String> tokens;

  /** Keys of sessions by the token that a client shows; guarded by the world's lock. */
  private final Map<String, String> byToken = new HashMap<>();

  /**
   * @param admits whether an account with this password may log in, besides what the lab says
   * @param tokens makes what a client shows instead of its session's key
   */
  public RestServer(
      World world,
      SessionManager sessions,
      Authorization authorization,
      Rules rules,
      Counts counts,
      TagObjects tags,
      BiPredicate<String, String> admits,
      Supplier<String> tokens) {
    this.world = world;
    this.sessions = sessions;
    this.authorization = authorization;
    this.rules = rules;
    this.counts = counts;
    this.tags = tags;
    this.admits = admits;
    this.tokens = tokens;
  }

  @Override
  public RestAnswer send(RestCall call) throws TransportFailure {
    counts.add(call.name());
    try {
      world.lock().lockInterruptibly();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new TransportFailure(
          TransportFailure.Layer.HTTP, "the request was interrupted", false, e);
    }
    boolean isNew = call.target().startsWith("/api/");
    try {
      world.settle();
      goesWrong(call, FaultRule.When.BEFORE);
      Json answer = answer(call, isNew);
      goesWrong(call, FaultRule.When.AFTER);
      if (isNew) {
        return new RestAnswer(answer.isNone() ? 204 : 200, answer.isNone() ? "" : answer + "");
      }
      return new RestAnswer(
          200, answer.isNone() ? "" : Json.object().with("value", answer).toString());
    } catch (Refused e) {
      return e.answer(isNew);
    } finally {
      world.lock().unlock();
    }
  }

  private void goesWrong(RestCall call, FaultRule.When when) throws TransportFailure, Refused {
    Optional<FaultRule> rule = rules.transfer(call.name(), "", when);
    if (rule.isPresent() && rule.get().lostReply()) {
      throw new TransportFailure(
          TransportFailure.Layer.HTTP, "the connection was cut, by a rule of the lab", true, null);
    }
    if (rule.isPresent()) {
      String fault = rule.get().fault().orElse("a fault");
      String words = fault + ", by a rule of the lab";
      throw fault.equals("NoPermission") ? Refused.unauthorized(words) : Refused.busy(words);
    }
  }

  private Json answer(RestCall call, boolean isNew) throws Refused {
    Matcher target = TARGET.matcher(call.target().replace("%3A", ":"));
    if (!target.matches() || isNew && !world.version().isAtLeast(SINCE)) {
      throw Refused.missing(call.target());
    }
    String resource = target.group(2).replaceFirst("^cis/session$", "session");
    if (resource.equals("session")) {
      return session(call);
    }
    Session session = found(call);
    String id = target.group(3) == null ? "" : target.group(3);
    String action = target.group(4) == null ? "" : target.group(4);
    TagCalls service = new TagCalls(world, tags, authorization, session);
    Json body = body(call);
    Optional<Json> answer =
        switch (resource) {
          case "cis/tagging/category" -> service.categories(call.method(), id, spec(body, isNew));
          case "cis/tagging/tag" -> service.tags(call.method(), id, action, spec(body, isNew));
          case "cis/tagging/tag-association" ->
              call.method().equals("POST")
                  ? new AttachmentCalls(world, tags, service).attachments(id, action, body)
                  : Optional.empty();
          case "vcenter/topology/nodes" ->
              world.version().isAtLeast("6.7") ? Optional.of(service.nodes()) : Optional.empty();
          default -> Optional.empty();
        };
    return answer.orElseThrow(() -> Refused.missing(call.name()));
  }

  private static Json body(RestCall call) throws Refused {
    return Json.parse(call.body().orElse(""))
        .orElseThrow(() -> Refused.argument("The body is no JSON."));
  }

  /** The older form wraps it. */
  private static Json spec(Json body, boolean isNew) {
    if (isNew) {
      return body;
    }
    return body.has("create_spec") ? body.get("create_spec") : body.get("update_spec");
  }

  private static Optional<String> header(RestCall call, String name) {
    Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    headers.putAll(call.headers());
    return Optional.ofNullable(headers.get(name));
  }

  private Session found(RestCall call) throws Refused {
    return header(call, SESSION)
        .map(byToken::get)
        .flatMap(sessions::find)
        .orElseThrow(Refused::stranger);
  }

  private Json session(RestCall call) throws Refused {
    switch (call.method()) {
      case "POST":
        return Json.text(login(call));
      case "DELETE":
        sessions.end(found(call));
        byToken.remove(header(call, SESSION).orElse(""));
        return Json.NONE;
      case "GET":
        found(call);
        return Json.object();
      default:
        throw Refused.missing(call.name());
    }
  }

  private String login(RestCall call) throws Refused {
    String basic = header(call, "Authorization").orElse("");
    if (!basic.toLowerCase(Locale.ROOT).startsWith("basic ")) {
      throw Refused.stranger();
    }
    try {
      String both =
          new String(
              Base64.getDecoder().decode(basic.substring(6).strip()), StandardCharsets.UTF_8);
      int colon = both.indexOf(':');
      String user = both.substring(0, Math.max(0, colon));
      String password = both.substring(colon + 1);
      if (!admits.test(user, password)) {
        throw Refused.stranger();
      }
      Session made = sessions.login(user, password, null);
      String token = tokens.get();
      byToken.values().removeIf(key -> !sessions.isLive(key));
      byToken.put(token, made.key());
      return token;
    } catch (VimFault | IllegalArgumentException e) {
      throw Refused.stranger();
    }
  }
}
