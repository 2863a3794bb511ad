package dev.provision.acceptance;

import com.vmware.vim25.NoPermission;
import dev.provision.vsphere.files.FileWires;
import dev.provision.vsphere.rest.Rest;
import dev.provision.vsphere.rest.RestAnswer;
import dev.provision.vsphere.wire.Call;
import dev.provision.vsphere.wire.TransportFailure;
import dev.provision.vsphere.wire.Vim25;
import dev.provision.vsphere.wire.VimFault;
import java.io.IOException;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;

/** Books what goes through the wires of a server that is in this process, as the referee does. */
public final class Metered {
  /** As in the referee's {@code reading.go}: not the product's list, which it is to judge. */
  private static final Pattern READING =
      Pattern.compile(
          "(Pbm)?(Retrieve|Query|Find|Search|Fetch)[A-Za-z_]*"
              + "|PbmCheck(Requirements|Compatibility)"
              + "|Create(Container|List|Inventory)View(FromView)?"
              + "|ModifyListView|ResetListView|DestroyView"
              + "|CreateFilter|DestroyPropertyFilter"
              + "|CreatePropertyCollector|DestroyPropertyCollector"
              + "|WaitForUpdates(Ex)?|CheckForUpdates|CancelWaitForUpdates"
              + "|CancelRetrievePropertiesEx|ContinueRetrievePropertiesEx"
              + "|ConvertNamespacePathToUuidPath|ListKmipServers|DecodeLicense"
              + "|EvcManager|CheckConfigureEvcMode_Task"
              + "|Login|LoginByToken|Logout|CurrentTime|SessionIsActive"
              + "|HasPrivilegeOnEntit(y|ies)|HasUserPrivilegeOnEntities"
              + "|(GET|HEAD) /.*|(POST|DELETE) /session|POST /tagging/.* list-[a-z-]+");

  private Metered() {}

  /** Whether a call of this name changes nothing. */
  public static boolean isReading(String method) {
    return READING.matcher(method).matches();
  }

  /** Safe for many threads. */
  static final class Book {
    private final Map<String, Integer> calls = new TreeMap<>();
    private final Map<String, Integer> running = new TreeMap<>();
    private final Map<String, Integer> most = new TreeMap<>();
    private final List<Target.Received> received = new ArrayList<>();
    private int wentWrong;
    private int leases;
    private int writesToLive = Integer.MAX_VALUE;
    private boolean lastOneIsMade;
    private boolean leasesToo;
    private int total;
    private int writes;
    private int callsToSession = Integer.MAX_VALUE;
    private Runnable session = () -> {};

    /**
     * The client dies at one of its writes: nothing of it comes through any more.
     *
     * @param write counted from 0
     * @param made whether that one still has its effect
     */
    synchronized void diesAt(int write, boolean made) {
      writesToLive = write;
      lastOneIsMade = made;
    }

    /** The client may also die at a write of its lease. */
    synchronized void diesInLeasesToo() {
      leasesToo = true;
    }

    /**
     * Before one of its calls, reading or writing, the session is gone.
     *
     * @param call counted from 0
     */
    synchronized void losesSession(int call, Runnable how) {
      callsToSession = call;
      session = how;
    }

    /** How many calls there were, and how many of them could have been the last. */
    synchronized int total() {
      return total;
    }

    synchronized int writes() {
      return writes;
    }

    private synchronized void counted() {
      total++;
      if (callsToSession-- == 0) {
        session.run();
      }
    }

    private enum Life {
      ALIVE,
      LAST,
      DEAD
    }

    private synchronized Life life(String method) {
      if (isReading(method)) {
        return writesToLive < 0 ? Life.DEAD : Life.ALIVE;
      }
      writes++;
      if (writesToLive == Integer.MAX_VALUE) {
        return Life.ALIVE;
      }
      writesToLive--;
      return writesToLive >= 0
          ? Life.ALIVE
          : writesToLive == -1 && lastOneIsMade ? Life.LAST : Life.DEAD;
    }

    private Object lived(Vim25 wire, Call call) throws VimFault, TransportFailure {
      Life life = life(call.method());
      if (life == Life.ALIVE) {
        return wire.call(call);
      }
      if (life == Life.LAST) {
        wire.call(call);
      }
      return killed();
    }

    private Object leased(Vim25 wire, Call call) throws VimFault, TransportFailure {
      boolean asAny;
      synchronized (this) {
        asAny = leasesToo;
      }
      return asAny ? lived(wire, call) : dead() ? killed() : wire.call(call);
    }

    private static Object killed() throws VimFault {
      throw new VimFault(new NoPermission(), "killed");
    }

    private synchronized boolean dead() {
      return writesToLive < 0;
    }

    Vim25 metered(Vim25 wire) {
      LeaseCalls leases = new LeaseCalls();
      return call -> {
        counted();
        if (leases.has(call)) {
          lease(call.method());
          return leases.made(call, noted(each -> leased(wire, each), call));
        }
        begin(call.method());
        try {
          return noted(each -> lived(wire, each), call);
        } finally {
          end(call.method());
        }
      };
    }

    private Object noted(Vim25 wire, Call call) throws VimFault, TransportFailure {
      try {
        return wire.call(call);
      } catch (VimFault | TransportFailure e) {
        if (String.valueOf(e.getMessage()).contains("by a rule of the lab")) {
          wrong();
        }
        throw e;
      }
    }

    /** A request that comes after the client's death has no answer. */
    Rest booked(Rest wire) {
      return call -> {
        begin(call.name());
        try {
          Life life = life(call.name());
          if (life == Life.ALIVE) {
            return wire.send(call);
          }
          if (life == Life.LAST) {
            wire.send(call);
          }
          return new RestAnswer(403, "");
        } finally {
          end(call.name());
        }
      };
    }

    FileWires metered(FileWires wires) {
      return (to, method, contentType, thumbprint, body, length) -> {
        String booked = method + " /" + to.getPath().split("/")[1];
        begin(booked);
        AtomicLong bytes = new AtomicLong();
        DigestInputStream digest =
            new DigestInputStream(body, sha256()) {
              @Override
              public int read(byte[] buffer, int offset, int most) throws IOException {
                int n = super.read(buffer, offset, most);
                bytes.addAndGet(Math.max(0, n));
                return n;
              }
            };
        try {
          Life life = life(booked);
          if (life == Life.DEAD) {
            throw new IOException("killed");
          }
          wires.send(to, method, contentType, thumbprint, digest, length);
          if (life == Life.LAST) {
            throw new IOException("killed");
          }
          received(
              new Target.Received(
                  bytes.get(), HexFormat.of().formatHex(digest.getMessageDigest().digest())));
        } catch (IOException e) {
          if (String.valueOf(e.getMessage()).contains("by a rule of the lab")) {
            wrong();
          }
          throw e;
        } finally {
          end(booked);
        }
      };
    }

    private static MessageDigest sha256() {
      try {
        return MessageDigest.getInstance("SHA-256");
      } catch (NoSuchAlgorithmException e) {
        throw new IllegalStateException(e);
      }
    }

    private synchronized void begin(String method) {
      calls.merge(method, 1, Integer::sum);
      int now = running.merge(method, 1, Integer::sum);
      most.merge(method, now, Math::max);
    }

    private synchronized void end(String method) {
      running.merge(method, -1, Integer::sum);
    }

    private synchronized void lease(String method) {
      leases += method.equals("CreateFolder") ? 1 : 0;
    }

    synchronized int leases() {
      return leases;
    }

    private synchronized void wrong() {
      wentWrong++;
    }

    private synchronized void received(Target.Received file) {
      received.add(file);
    }

    synchronized Map<String, Integer> calls() {
      return new TreeMap<>(calls);
    }

    synchronized List<Target.Received> received() {
      return List.copyOf(received);
    }

    synchronized int atOnce(String method) {
      return most.getOrDefault(method, 0);
    }

    synchronized int wentWrong() {
      return wentWrong;
    }

    synchronized void reset() {
      calls.clear();
      most.clear();
      received.clear();
    }
  }
}
