package dev.provision.simulator.server;

import com.vmware.vim25.UserSearchResult;
import dev.provision.vsphere.rights.Principal;
import dev.provision.vsphere.wire.VimFault;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;

/** {@code UserDirectory}: the users that a lab names, and the groups that they are in. */
public final class UserDirectory implements ManagedType {
  private static final String TYPE = "UserDirectory";

  private final SessionManager sessions;

  public UserDirectory(SessionManager sessions) {
    this.sessions = sessions;
  }

  @Override
  public void register(Registry registry) {
    registry
        .schema(TYPE + ": domainList")
        .service(TYPE, TYPE, (content, ref) -> content.userDirectory = ref)
        .derive(
            TYPE,
            (directory, property) ->
                property.equals("domainList")
                    ? sessions.users().stream()
                        .map(user -> Principal.of(user.name(), false).domain())
                        .filter(domain -> !domain.isEmpty())
                        .distinct()
                        .toArray(String[]::new)
                    : null)
        .on(TYPE, "RetrieveUserGroups", "", this::found);
  }

  /** Groups contain users, never groups. */
  private Object found(Invocation in) throws VimFault {
    String domain = in.maybe("domain", String.class).orElse("");
    String text = in.text("searchStr").toLowerCase(Locale.ROOT);
    String group = in.maybe("belongsToGroup", String.class).orElse("");
    String member = in.maybe("belongsToUser", String.class).orElse("");
    Map<Principal, UserSearchResult> all = new LinkedHashMap<>();
    for (User user : sessions.users()) {
      boolean inGroup = group.isEmpty() || user.groups().stream().anyMatch(isNamed(group, true));
      if (in.flag("findUsers", false) && member.isEmpty() && inGroup) {
        add(user.name(), false, all);
      }
      boolean has = member.isEmpty() || isNamed(member, false).test(user.name());
      if (in.flag("findGroups", false) && group.isEmpty() && has) {
        user.groups().forEach(each -> add(each, true, all));
      }
    }
    boolean exact = in.flag("exactMatch", false);
    UserSearchResult[] answer =
        all.entrySet().stream()
            .filter(each -> each.getKey().domain().equalsIgnoreCase(domain))
            .filter(
                each ->
                    exact ? each.getKey().name().equals(text) : each.getKey().name().contains(text))
            .map(Map.Entry::getValue)
            .toArray(UserSearchResult[]::new);
    return answer.length == 0 ? null : answer;
  }

  private static Predicate<String> isNamed(String name, boolean group) {
    return each -> Principal.of(each, group).equals(Principal.of(name, group));
  }

  private static void add(String name, boolean group, Map<Principal, UserSearchResult> to) {
    Principal principal = Principal.of(name, group);
    UserSearchResult result = new UserSearchResult();
    result.principal = principal.toString();
    result.fullName = "";
    result.group = group;
    to.putIfAbsent(principal, result);
  }
}
