package dev.provision.proof.worlds;

import java.util.ArrayList;
import java.util.List;

/** A world as it was drawn, which the library makes smaller part by part. */
public record Drawn(
    List<Integer> lab,
    List<Entry> entries,
    List<Edit> edits,
    List<Entry> added,
    List<List<Integer>> deeds,
    List<List<Integer>> faults,
    List<Integer> ways) {

  /** The same as text. */
  public Story story() {
    Book first = new Book();
    for (int i = 0; i < entries.size(); i++) {
      first.put(entries.get(i), i + 1);
    }
    Book second = new Book();
    List<Entry> later = new ArrayList<>(entries);
    later.addAll(added);
    for (int i = 0; i < later.size(); i++) {
      Entry entry = later.get(i);
      boolean keep = true;
      String extra = "";
      boolean renamed = false;
      for (Edit edit : edits) {
        if (entries.isEmpty() || edit.entry() % entries.size() != i) {
          continue;
        }
        switch (edit.way()) {
          case CHANGE -> entry = entry.with(edit.choices());
          case REMOVE -> keep = false;
          case ABSENT -> extra = "state: absent";
          case RENAME -> renamed = true;
          case PROTECT -> extra = "protect: true";
          default -> throw new AssertionError(edit.way());
        }
      }
      // who takes something away does not give it another name
      renamed &= !extra.equals("state: absent");
      if (keep) {
        second.put(entry, i + 1, extra, renamed);
      } else {
        second.skip(entry, i + 1);
      }
    }
    Picks way = new Picks(ways);
    boolean prune = way.once(2);
    int parallelism = way.once(3) ? 16 : 1;
    List<String> byHand = new ArrayList<>();
    for (List<Integer> each : deeds) {
      byHand.add(Hands.deed(new Picks(each), first));
    }
    List<String> wrong = new ArrayList<>();
    for (List<Integer> each : faults) {
      wrong.add(Hands.fault(new Picks(each)));
    }
    return new Story(
        Lab.text(new Picks(lab)),
        first.text(),
        byHand,
        wrong,
        second.text(),
        prune,
        parallelism,
        "");
  }

  /** The kinds of its entries, by their sections. */
  public List<String> sections() {
    List<String> all = new ArrayList<>();
    entries.forEach(each -> all.add(each.sort().section()));
    added.forEach(each -> all.add(each.sort().section()));
    return all;
  }
}
