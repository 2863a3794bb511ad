package dev.provision.vsphere.journal;

import dev.provision.spi.Address;
import dev.provision.spi.EnvironmentId;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What an entry of a journal says, as text that people can read: the value of its folder's custom
 * attribute, or names of folders on a datastore. {@code journal of ci-main | network.app | port
 * group app | host-12 | esx1 | 2026-11-28T19:15:03Z | LAB\ci | run-1 | absent}. How long such a
 * value may be is not documented; this one is as long as the names in it and some eighty
 * characters.
 *
 * @param environment as text
 * @param on the id of the managed object that has the thing
 * @param since the server's time, from which on events are looked at: before it was read that there
 *     is no such thing, or before it was taken off
 * @param user who wrote it, as the server calls the account; empty where it does not say
 * @param run the id of the run that wrote it
 */
public record EntryMark(
    String environment,
    Address address,
    String what,
    String on,
    String owner,
    Instant since,
    String user,
    String run,
    State state,
    boolean protect) {
  private static final String BEGINNING = "journal of ";
  private static final String SEPARATOR = " | ";

  /** How far the thing has come. */
  public enum State {
    /** There was none; it is about to be made. */
    ABSENT,
    /** It was made. */
    MADE,
    /** It was somebody else's, and is ours for as long as the playbook says so. */
    ADOPTED,
    /** It is about to be taken off. */
    LEAVING;

    private String word() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }
  }

  public EntryMark {
    Objects.requireNonNull(environment);
    Objects.requireNonNull(address);
    Objects.requireNonNull(what);
    Objects.requireNonNull(on);
    Objects.requireNonNull(owner);
    Objects.requireNonNull(since);
    Objects.requireNonNull(user);
    Objects.requireNonNull(run);
    Objects.requireNonNull(state);
  }

  public boolean isOf(EnvironmentId other) {
    return environment.equals(other.toString());
  }

  /** Whether it is about this thing; a host that was added again has another id. */
  boolean isAbout(Thing thing) {
    return what.equals(thing.what())
        && (on.equals(thing.on().getVal()) || owner.equals(thing.owner()));
  }

  /** Whether it is about something on an object that had the name of the one which has this. */
  boolean wasOn(Thing thing) {
    return owner.equals(thing.owner()) && !on.equals(thing.on().getVal());
  }

  EntryMark with(State other) {
    return new EntryMark(environment, address, what, on, owner, since, user, run, other, protect);
  }

  EntryMark with(boolean other) {
    return new EntryMark(environment, address, what, on, owner, since, user, run, state, other);
  }

  /** The same about a thing that is called so now, under this address. */
  EntryMark with(Address other, String called) {
    return new EntryMark(environment, other, called, on, owner, since, user, run, state, protect);
  }

  /** Reads what {@link #toString} writes; empty for anything else. */
  public static Optional<EntryMark> parse(String text) {
    if (!text.startsWith(BEGINNING)) {
      return Optional.empty();
    }
    List<String> parts =
        Arrays.stream(text.substring(BEGINNING.length()).split(" \\| ", -1))
            .map(EntryMark::plain)
            .toList();
    try {
      return Optional.of(
          new EntryMark(
              parts.get(0),
              Address.parse(parts.get(1)),
              parts.get(2),
              parts.get(3),
              parts.get(4),
              Instant.parse(parts.get(5)),
              parts.get(6),
              parts.get(7),
              State.valueOf(parts.get(8).toUpperCase(java.util.Locale.ROOT)),
              parts.contains("protect")));
    } catch (IndexOutOfBoundsException | DateTimeException | IllegalArgumentException e) {
      return Optional.empty(); // somebody wrote into it
    }
  }

  @Override
  public String toString() {
    List<String> parts = new ArrayList<>();
    for (String part :
        List.of(
            environment,
            address.toString(),
            what,
            on,
            owner,
            since.toString(),
            user,
            run,
            state.word())) {
      parts.add(part.replace("%", "%25").replace("|", "%7c"));
    }
    if (protect) {
      parts.add("protect");
    }
    return BEGINNING + String.join(SEPARATOR, parts);
  }

  private static String plain(String part) {
    return part.replace("%7c", "|").replace("%25", "%");
  }
}
