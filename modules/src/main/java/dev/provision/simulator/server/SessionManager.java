package dev.provision.simulator.server;

import com.vmware.vim25.InvalidLocale;
import com.vmware.vim25.InvalidLogin;
import com.vmware.vim25.ManagedObjectReference;
import com.vmware.vim25.NotAuthenticated;
import com.vmware.vim25.UserSession;
import dev.provision.simulator.world.Managed;
import dev.provision.simulator.world.Refuse;
import dev.provision.simulator.world.World;
import dev.provision.vsphere.rights.Principal;
import dev.provision.vsphere.wire.VimFault;
import java.util.ArrayList;
import java.util.Calendar;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * {@code SessionManager}: who is logged in; an idle session ends by itself. The connection holds
 * the session that {@code Login} answers with.
 */
public final class SessionManager implements ManagedType {
  private static final String TYPE = "SessionManager";

  private final World world;
  private final List<User> users;
  private final Map<String, Session> live = new LinkedHashMap<>();
  private final List<Consumer<Session>> onEnd = new ArrayList<>();

  /**
   * @param users who may log in; empty to let in anybody, who may do everything
   */
  public SessionManager(World world, List<User> users) {
    this.world = world;
    this.users = List.copyOf(users);
  }

  @Override
  public void register(Registry registry) {
    registry
        .schema(
            TYPE
                + ": currentSession defaultLocale message messageLocaleList sessionList"
                + " supportedLocaleList")
        .service(TYPE, TYPE, (content, ref) -> content.sessionManager = ref)
        .derive(TYPE, this::derived)
        .on(TYPE, "Login", "", this::login)
        .on(TYPE, "Logout", "", this::logout)
        .on(TYPE, "SessionIsActive", "Sessions.ValidateSession", this::isActive)
        .on(TYPE, "TerminateSession", "Sessions.TerminateSession", this::terminate);
  }

  private Object derived(Managed manager, String property) {
    return switch (property) {
      case "defaultLocale" -> "en";
      case "messageLocaleList", "supportedLocaleList" -> new String[] {"en"};
      case "sessionList" -> list();
      default -> null;
    };
  }

  public void onEnd(Consumer<Session> listener) {
    onEnd.add(listener);
  }

  /** The session of a caller, if it is still there; it counts as active then. */
  public Optional<Session> find(String key) {
    for (Session each : List.copyOf(live.values())) {
      if (each.activeMillis() + world.settings().sessionTimeout().toMillis() < world.now()) {
        end(each);
      }
    }
    Optional<Session> found = Optional.ofNullable(live.get(key));
    found.ifPresent(session -> session.active(world.now()));
    return found;
  }

  public boolean isLive(String key) {
    Session found = live.get(key);
    return found != null
        && found.activeMillis() + world.settings().sessionTimeout().toMillis() >= world.now();
  }

  /** For a call that waits: the session may have ended meanwhile. */
  void demand(Session session) throws VimFault {
    if (live.get(session.key()) != session) {
      throw Refuse.with(new NotAuthenticated(), "The session is not authenticated.");
    }
    session.active(world.now());
  }

  public Session login(String name, String password, String locale) throws VimFault {
    if (locale != null && !locale.startsWith("en")) {
      throw Refuse.with(new InvalidLocale(), "the locale `" + locale + "` is not known");
    }
    User user = users.isEmpty() ? User.anybody(name) : null;
    for (User each : users) {
      boolean right = each.password().map(secret -> secret.text().equals(password)).orElse(true);
      if (each.name().equalsIgnoreCase(name) && right) {
        user = each;
      }
    }
    if (user == null) {
      throw Refuse.with(
          new InvalidLogin(), "Cannot complete login due to an incorrect user name or password.");
    }
    Session session = new Session(world.uuid(), user, world.now());
    live.put(session.key(), session);
    return session;
  }

  /** Those that the lab names. */
  List<User> users() {
    return users;
  }

  /** Whether there is such an account or group; all are known where the lab names no users. */
  boolean knows(Principal principal) {
    return users.isEmpty()
        || users.stream()
            .flatMap(each -> principal.group() ? each.groups().stream() : Stream.of(each.name()))
            .anyMatch(name -> Principal.of(name, principal.group()).equals(principal));
  }

  public void end(Session session) {
    if (live.remove(session.key()) == null) {
      return;
    }
    for (ManagedObjectReference ref : List.copyOf(session.owned())) {
      world.get(ref).ifPresent(world::remove);
    }
    onEnd.forEach(listener -> listener.accept(session));
    world.signal();
  }

  public void endAll() {
    List.copyOf(live.values()).forEach(this::end);
  }

  public int count() {
    return live.size();
  }

  public UserSession shown(Session session) {
    UserSession shown = new UserSession();
    shown.key = session.key();
    shown.userName = session.user().name();
    shown.fullName = session.user().name();
    shown.loginTime = calendar(session.loginMillis());
    shown.lastActiveTime = calendar(session.activeMillis());
    shown.locale = "en";
    shown.messageLocale = "en";
    shown.extensionSession = false;
    shown.ipAddress = "127.0.0.1";
    shown.userAgent = "";
    shown.callCount = 0L;
    return shown;
  }

  UserSession[] list() {
    return live.values().stream().map(this::shown).toArray(UserSession[]::new);
  }

  private Calendar calendar(long millis) {
    Calendar calendar = world.calendar();
    calendar.setTimeInMillis(millis);
    return calendar;
  }

  private Object login(Invocation in) throws VimFault {
    if (in.session() != null) {
      throw Refuse.state("The session is logged in already.");
    }
    return login(
        in.text("userName"),
        in.maybe("password", String.class).orElse(""),
        in.get("locale", String.class));
  }

  private Object logout(Invocation in) {
    if (in.session() != null) {
      end(in.session());
    }
    return null;
  }

  private Object isActive(Invocation in) throws VimFault {
    Session session = live.get(in.text("sessionID"));
    return session != null && session.user().name().equalsIgnoreCase(in.text("userName"));
  }

  private Object terminate(Invocation in) throws VimFault {
    for (String key : in.need("sessionId", String[].class)) {
      Session session = live.get(key);
      if (session == null) {
        throw Refuse.argument("sessionId", "there is no session `" + key + "`");
      }
      end(session);
    }
    return null;
  }
}
