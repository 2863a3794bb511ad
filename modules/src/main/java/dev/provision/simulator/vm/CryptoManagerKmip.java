package dev.provision.simulator.vm;

import dev.provision.simulator.server.Invocation;
import dev.provision.simulator.server.ManagedType;
import dev.provision.simulator.server.Registry;
import dev.provision.simulator.world.Managed;
import dev.provision.simulator.world.Refuse;
import dev.provision.simulator.world.Values;
import dev.provision.simulator.world.World;
import dev.provision.vsphere.newer.CryptoKeyId;
import dev.provision.vsphere.newer.CryptoKeyResult;
import dev.provision.vsphere.newer.KeyProviderId;
import dev.provision.vsphere.newer.KmipClusterInfo;
import dev.provision.vsphere.wire.VimFault;
import java.util.Arrays;
import java.util.List;

/** {@code CryptoManagerKmip}: the key providers of a lab, and their keys. */
public final class CryptoManagerKmip implements ManagedType {
  public static final String TYPE = "CryptoManagerKmip";
  static final String ID = "CryptoManager";
  public static final String PROVIDERS = "kmipServers";

  /** The ids of the keys that were made; not a property of the API. */
  private static final String KEYS = "sim.keys";

  private final World world;

  public CryptoManagerKmip(World world) {
    this.world = world;
  }

  @Override
  public void register(Registry registry) {
    registry
        .schema(TYPE + ": enabled kmipServers")
        .copied((made, from) -> from.keep(PROVIDERS), TYPE)
        .service(TYPE, ID, (content, ref) -> content.cryptoManager = ref)
        .derive(
            TYPE,
            (manager, property) -> property.equals("enabled") ? providers(world).length > 0 : null)
        .on(TYPE, "ListKmipServers", "Cryptographer.ManageKeyServers", in -> providers(world))
        .on(TYPE, "GenerateKey", "Cryptographer.ManageKeys", this::generate);
  }

  /** Gives an empty vCenter these key providers; the first is the default. */
  public static void fill(World world, List<String> names) {
    KmipClusterInfo[] all = new KmipClusterInfo[names.size()];
    for (int i = 0; i < all.length; i++) {
      all[i] = new KmipClusterInfo();
      all[i].clusterId = id(names.get(i));
      all[i].useAsDefault = i == 0;
    }
    world.set(manager(world), PROVIDERS, all);
  }

  private static KeyProviderId id(String name) {
    KeyProviderId id = new KeyProviderId();
    id.id = name;
    return id;
  }

  private static Managed manager(World world) {
    return world.get(ID).orElseThrow();
  }

  private static KmipClusterInfo[] providers(World world) {
    KmipClusterInfo[] all = manager(world).get(PROVIDERS, KmipClusterInfo[].class);
    return all == null ? new KmipClusterInfo[0] : Values.copy(all);
  }

  private Object generate(Invocation in) throws VimFault {
    KeyProviderId asked = in.get("keyProvider", KeyProviderId.class);
    CryptoKeyResult result = new CryptoKeyResult();
    result.keyId = made(world, asked == null ? defaultProvider(world) : asked.id);
    result.success = true;
    return result;
  }

  private static String defaultProvider(World world) throws VimFault {
    return Arrays.stream(providers(world))
        .filter(each -> each.useAsDefault)
        .map(each -> each.clusterId.id)
        .findFirst()
        .orElseThrow(() -> Refuse.state("There is no default key provider."));
  }

  private static CryptoKeyId made(World world, String provider) throws VimFault {
    if (Arrays.stream(providers(world)).noneMatch(each -> each.clusterId.id.equals(provider))) {
      throw Refuse.argument("keyProvider", "there is no key provider `" + provider + "`");
    }
    CryptoKeyId key = new CryptoKeyId();
    key.keyId = world.uuid();
    key.providerId = id(provider);
    world.set(
        manager(world),
        KEYS,
        Values.plus(manager(world).get(KEYS, String[].class), key.keyId, String.class));
    return key;
  }

  /** A new key of the default provider. */
  static CryptoKeyId standard(World world) throws VimFault {
    return made(world, defaultProvider(world));
  }

  static boolean has(World world, CryptoKeyId key) {
    String[] all = manager(world).get(KEYS, String[].class);
    return key != null && all != null && List.of(all).contains(key.keyId);
  }
}
