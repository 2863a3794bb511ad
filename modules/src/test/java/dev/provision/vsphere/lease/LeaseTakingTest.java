package dev.provision.vsphere.lease;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.provision.spi.EnvironmentId;
import dev.provision.spi.LeaseHolder;
import dev.provision.spi.LeaseRequest;
import dev.provision.spi.ModuleException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** One run at a time, whoever comes when, and whoever dies. */
class LeaseTakingTest {
  private static final LeaseRequest.Terms TERMS =
      new LeaseRequest.Terms(Duration.ofMillis(400), Duration.ofMillis(60), Duration.ofMillis(20));

  private final StoredLeases store = new StoredLeases();
  private final List<String> said = new ArrayList<>();

  private LeaseRequest request(Duration atMost) {
    return new LeaseRequest(
        EnvironmentId.parse("shop/ci"),
        "ci@runner",
        "https://ci/7",
        TERMS,
        atMost,
        System::nanoTime,
        said::add);
  }

  private KeptLease take(String run) throws Exception {
    return KeptLease.take(store, request(Duration.ZERO), run);
  }

  /** Of a process on another machine. */
  private static LeaseMark other(Instant until) {
    Instant since = Instant.parse("2026-11-29T10:00:00Z");
    return new LeaseMark(
        "shop/ci", new LeaseHolder("r9", "ann@desk", "", since, until), "elsewhere:1:2:3");
  }

  private static Optional<LeaseMark> until(Duration fromNow) {
    return Optional.of(other(Instant.now().plus(fromNow)));
  }

  /** Renews somebody's lease until it is told to stop. */
  private CompletableFuture<Void> alive(FoundLease lease, AtomicInteger times) {
    return CompletableFuture.runAsync(
        () -> {
          FoundLease latest = lease;
          try {
            while (times.getAndDecrement() > 0) {
              latest = store.mark(latest, other(Instant.now().plusMillis(400)));
              Thread.sleep(40);
            }
            store.delete(latest);
          } catch (ModuleException | InterruptedException e) {
            throw new IllegalStateException(e);
          }
        });
  }

  @Test
  void theFirstTakesItAtOnceAndGivesItBack() throws Exception {
    try (KeptLease lease = take("r1")) {
      lease.demand();
      FoundLease kept = store.all().get(0);
      assertThat(kept.number()).isEqualTo(1);
      LeaseMark mark = kept.mark().orElseThrow();
      assertThat(LeaseMark.parse(mark.toString())).contains(mark);
      assertThat(mark.holder().holder()).isEqualTo("ci@runner");
      assertThat(mark.holder().job()).isEqualTo("https://ci/7");
    }
    assertThat(store.all()).isEmpty();
    assertThat(said).isEmpty();
  }

  @Test
  void itIsRenewedWhileItIsHeld() throws Exception {
    try (KeptLease lease = take("r1")) {
      Instant first = store.all().get(0).mark().orElseThrow().holder().until();
      Thread.sleep(500);
      assertThat(store.all().get(0).mark().orElseThrow().holder().until()).isAfter(first);
      lease.demand();
    }
  }

  @Test
  void oneThatIsAliveIsNamedAndKeepsIt() throws Exception {
    FoundLease theirs = store.put(1, until(Duration.ofSeconds(9)));
    AtomicInteger times = new AtomicInteger(1000);
    CompletableFuture<Void> alive = alive(theirs, times);

    assertThatThrownBy(() -> take("r1"))
        .isInstanceOfSatisfying(
            ModuleException.class,
            e -> {
              assertThat(e.kind()).isEqualTo(ModuleException.Kind.LEASED);
              assertThat(e.withAdvice())
                  .isEqualTo(
                      "`shop/ci` is held by another run, which is alive: run r9 of ann@desk, since"
                          + " 2026-11-29T10:00:00Z; run this again when it has ended, wait for it"
                          + " with `--wait 10min`, or take it away from that run with `provision"
                          + " unlock`");
            });
    times.set(0);
    alive.join();
    assertThat(said)
        .containsExactly(
            "`shop/ci` is held by run r9 of ann@desk, since 2026-11-29T10:00:00Z; waiting to see"
                + " whether it is alive");
  }

  @Test
  void oneThatIsToWaitGetsItWhenTheOtherHasEnded() throws Exception {
    CompletableFuture<Void> alive =
        alive(store.put(1, until(Duration.ofSeconds(9))), new AtomicInteger(5));

    try (KeptLease lease = KeptLease.take(store, request(Duration.ofMinutes(1)), "r1")) {
      lease.demand();
    }
    alive.join();
    assertThat(store.all()).isEmpty();
  }

  @Test
  void anExpiredOneIsTakenOverAtOnceAndClearedAway() throws Exception {
    store.put(3, until(Duration.ofMillis(-1)));

    try (KeptLease lease = take("r1")) {
      assertThat(store.all()).extracting(FoundLease::number).containsExactly(4);
      lease.demand();
    }
    assertThat(store.all()).isEmpty();
    assertThat(said).isEmpty();
  }

  /** Its run died before it wrote who it is, or does not know that it made one. */
  @Test
  void oneWithoutAMarkIsTakenOverWhenItHasNoneForAMoment() throws Exception {
    store.put(1, Optional.empty());

    try (KeptLease lease = take("r1")) {
      assertThat(store.all()).extracting(FoundLease::number).containsExactly(2);
      lease.demand();
    }
    assertThat(said).isEmpty();
  }

  @Test
  void oneThatIsMarkedLateIsKeptFromTheRunThatTookItForAbandoned() throws Exception {
    FoundLease theirs = store.put(1, Optional.empty());
    AtomicInteger times = new AtomicInteger(1000);
    List<CompletableFuture<Void>> alive = new ArrayList<>();
    store.onMake(
        () -> {
          store.put(theirs, until(Duration.ofSeconds(9)));
          alive.add(alive(theirs, times));
        });

    assertThatThrownBy(() -> take("r1"))
        .hasMessageContaining("held by another run, which is alive: run r9");

    times.set(0);
    alive.forEach(CompletableFuture::join);
    assertThat(store.all()).isEmpty();
  }

  /** The mark says that it holds for long, and its process has ended. */
  @Test
  void oneOfARunOfThisMachineThatHasEndedIsTakenOverAtOnce() throws Exception {
    LeaseHolder holder =
        new LeaseHolder("dead", "me@here", "", Instant.now(), Instant.now().plusSeconds(99));
    store.put(1, Optional.of(new LeaseMark("shop/ci", holder, LocalRuns.process())));

    try (KeptLease lease = take("r1")) {
      lease.demand();
    }
    assertThat(said).isEmpty();
  }

  @Test
  void aProcessThatStillRunsIsNotTakenForADeadOne() throws Exception {
    try (KeptLease living = take("r1")) {
      LeaseMark mark = store.all().get(0).mark().orElseThrow();
      assertThat(LocalRuns.isOver(mark)).isFalse();
      assertThat(LocalRuns.isOver(other(Instant.EPOCH))).isFalse();
      living.demand();
    }
  }

  /** That of an image and that of the environment. */
  @Test
  void aRunThatGaveOneBackAndHasAnotherIsNotOver() throws Exception {
    try (KeptLease living = take("r1")) {
      KeptLease.take(new StoredLeases(), request(Duration.ZERO), "r1").close();

      LeaseMark mark = store.all().get(0).mark().orElseThrow();
      assertThat(LocalRuns.isOver(mark)).isFalse();
      living.demand();
    }
  }

  @Test
  void itWritesNothingMoreAfterAnotherRunTookItOver() throws Exception {
    try (KeptLease lease = take("r1")) {
      store.put(2, until(Duration.ofSeconds(9)));
      Thread.sleep(3 * TERMS.renewed().toMillis());

      assertThatThrownBy(lease::demand)
          .hasMessage("run r9 of ann@desk, since 2026-11-29T10:00:00Z took `shop/ci` over");
    }
    assertThat(store.all()).hasSize(2); // it does not give back what is not its own
  }

  @Test
  void itWritesNothingMoreAfterItWasTakenAway() throws Exception {
    try (KeptLease lease = take("r1")) {
      store.delete(store.all().get(0));
      Thread.sleep(3 * TERMS.renewed().toMillis());

      assertThatThrownBy(lease::demand)
          .hasMessage("the lease of `shop/ci` was taken away from this run");
    }
  }

  /** A line that is broken for long; each write asks again, so nothing is written on a guess. */
  @Test
  void itWritesNothingWhileItCannotBeRenewed() throws Exception {
    try (KeptLease lease = take("r1")) {
      store.fail(Integer.MAX_VALUE);
      Thread.sleep(TERMS.lasts().toMillis());

      assertThatThrownBy(lease::demand).hasMessage("the line broke");
      store.fail(0);
      lease.demand();
    }
  }

  @Test
  void aLineThatBreaksForAWhileDoesNotKeepItFromBeingTaken() throws Exception {
    for (int failures = 1; failures <= 4; failures++) {
      store.fail(failures);
      try (KeptLease lease = take("r1")) {
        lease.demand();
      }
      assertThat(store.all()).isEmpty();
    }
  }

  /** It was made at another place, so that the server refused neither. */
  @Test
  void ofTwoThatAreMadeAtOnceNeitherIsKeptAndOneGetsItThen() throws Exception {
    store.onMake(
        () -> {
          FoundLease theirs = store.put(7, until(Duration.ofMillis(150)));
          assertThat(theirs.number()).isEqualTo(7);
        });

    try (KeptLease lease = take("r1")) {
      assertThat(store.all()).extracting(FoundLease::number).containsExactly(8);
      lease.demand();
    }
  }

  @Test
  void oneThatIsThereAndCannotBeSeenIsNotWaitedForWithoutEnd() throws Exception {
    store.hide();

    assertThatThrownBy(() -> take("r1"))
        .hasMessage(
            "the server says that there is one already, and does not show it: the account may not"
                + " read it");
  }

  @Test
  void manyAtOnceHaveItOneAfterTheOther() {
    AtomicInteger holders = new AtomicInteger();
    List<CompletableFuture<Void>> runs = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      String run = "r" + i;
      runs.add(
          CompletableFuture.runAsync(
              () -> {
                try (KeptLease lease = KeptLease.take(store, request(Duration.ofMinutes(1)), run)) {
                  lease.demand();
                  assertThat(holders.incrementAndGet()).isEqualTo(1);
                  Thread.sleep(30);
                  holders.decrementAndGet();
                } catch (Exception e) {
                  throw new IllegalStateException(e);
                }
              }));
    }
    runs.forEach(CompletableFuture::join);
  }
}
