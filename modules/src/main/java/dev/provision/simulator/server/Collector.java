package dev.provision.simulator.server;

import com.vmware.vim25.InvalidProperty;
import com.vmware.vim25.ObjectUpdate;
import com.vmware.vim25.PropertyFilterUpdate;
import com.vmware.vim25.UpdateSet;
import dev.provision.simulator.world.Managed;
import dev.provision.simulator.world.PropertyPath;
import dev.provision.simulator.world.Refuse;
import dev.provision.simulator.world.World;
import dev.provision.vsphere.wire.VimFault;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One property collector of one session: its filters, its pages and what it told last. */
final class Collector {
  /** Objects that were chosen and not sent yet, with what is asked of each. */
  record Rest(List<Map.Entry<Managed, List<PropertyPath>>> objects, int page) {}

  private final Map<String, Filter> filters = new LinkedHashMap<>();
  private final Map<String, Rest> pages = new LinkedHashMap<>();
  private UpdateSet last;
  private int version;
  private long looked;
  private long cancels;

  void add(Filter filter) {
    filters.put(filter.self().id(), filter);
    looked = 0;
  }

  void remove(String filter) {
    filters.remove(filter);
  }

  List<Filter> filters() {
    return List.copyOf(filters.values());
  }

  String keep(String token, Rest rest) {
    pages.put(token, rest);
    return token;
  }

  Rest page(String token) throws VimFault {
    Rest rest = pages.remove(token);
    if (rest == null) {
      InvalidProperty fault = new InvalidProperty();
      fault.name = "token";
      throw Refuse.with(fault, "there is no page `" + token + "`");
    }
    return rest;
  }

  void forgetPage(String token) {
    pages.remove(token);
  }

  void cancel() {
    cancels++;
  }

  long cancels() {
    return cancels;
  }

  boolean isCurrent(String asked) {
    return asked.equals(String.valueOf(version));
  }

  /** The last answer again, for a client that asks with the version before it: it got lost. */
  UpdateSet again(String asked) {
    return last != null && asked.equals(String.valueOf(version - 1)) ? last : null;
  }

  void restart() {
    filters.values().forEach(Filter::restart);
    looked = 0;
  }

  /** The next answer; null when nothing is new. */
  UpdateSet next(World world, int most) throws VimFault {
    if (looked == world.revision()) {
      return null;
    }
    int left = most;
    List<PropertyFilterUpdate> updates = new ArrayList<>();
    for (Filter filter : filters.values()) {
      List<ObjectUpdate> news = left == 0 ? List.of() : filter.news(world, left);
      if (!news.isEmpty()) {
        left -= news.size();
        PropertyFilterUpdate update = new PropertyFilterUpdate();
        update.filter = filter.self().ref();
        update.objectSet = news.toArray(new ObjectUpdate[0]);
        updates.add(update);
      }
    }
    if (left > 0) {
      looked = world.revision();
    }
    if (updates.isEmpty()) {
      return null;
    }
    UpdateSet set = new UpdateSet();
    set.version = String.valueOf(++version);
    set.filterSet = updates.toArray(new PropertyFilterUpdate[0]);
    set.truncated = left == 0 ? Boolean.TRUE : null;
    last = set;
    return set;
  }
}
