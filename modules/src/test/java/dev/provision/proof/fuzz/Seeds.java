package dev.provision.proof.fuzz;

import com.vmware.vim25.ObjectContent;
import dev.provision.cli.Provision;
import dev.provision.modules.images.IsoFile;
import dev.provision.modules.images.OvfFile;
import dev.provision.modules.images.StreamOptimizedFile;
import dev.provision.simulator.Bench;
import dev.provision.simulator.LabTarget;
import dev.provision.simulator.Simulator;
import dev.provision.simulator.StateTarget;
import dev.provision.simulator.serve.RichLab;
import dev.provision.simulator.serve.ServedLab;
import dev.provision.simulator.serve.Vcenter;
import dev.provision.simulator.world.SimTime;
import dev.provision.vsphere.newer.NewerTypes;
import dev.provision.vsphere.pbm.PbmStub;
import dev.provision.vsphere.soap.AnswerWriter;
import dev.provision.vsphere.soap.MalformedMessage;
import dev.provision.vsphere.soap.RequestWriter;
import dev.provision.vsphere.soap.WireTypes;
import dev.provision.vsphere.wire.Call;
import dev.provision.vsphere.wire.Vim25;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * Makes the first inputs of each target, out of what the repository has: its playbooks, templates
 * and labs, files that tests make, and the calls of an apply. Run by hand, with a folder to write
 * to; what the fuzzer then kept of them is the corpus.
 */
final class Seeds {
  private static final String PLAYBOOK =
      """
      name: seed
      vcenter:
        {host: 127.0.0.1, port: %d, username: "%s", password: "%s", insecure: true, datacenter: DC0, cluster: C0}
      images: {ubuntu: {template: ubuntu}}
      flavors: {small: {vcpus: 1, ram: 512, disk: 10}}
      networks: {lan: {port_group: VM Network}}
      volumes: {data: {size: 1}}
      server_groups: {web: {policy: anti-affinity}}
      folders: {apps: {}}
      resource_pools: {prod: {}}
      custom_attributes: {owner: {}}
      instances:
        web: {count: 2, image: ubuntu, flavor: small, networks: {eth0: lan}, server_group: web}
        db: {image: ubuntu, flavor: small, networks: {eth0: lan}, volumes: {data: data}}
      """;

  private final Path folder;
  private int number;

  private Seeds(Path folder) {
    this.folder = folder;
  }

  public static void main(String[] arguments) throws Exception {
    Seeds seeds = new Seeds(Path.of(arguments[0]));
    Path root = Path.of(arguments[1]);
    seeds.texts("playbook", root.resolve("playbooks"), ".yml");
    seeds.texts("lab", root.resolve("playbooks/labs"), ".yml");
    seeds.add("lab", Bench.LAB.getBytes(StandardCharsets.UTF_8));
    seeds.add("lab", RichLab.TEXT.getBytes(StandardCharsets.UTF_8));
    seeds.texts("template", root.resolve("templates"), ".ftl");
    seeds.expressions();
    seeds.disks();
    seeds.calls();
    seeds.states();
  }

  private void add(String target, byte[] bytes) throws IOException {
    Path in = Files.createDirectories(folder.resolve(target));
    Files.write(in.resolve("seed-%03d".formatted(number++)), bytes);
  }

  private void texts(String target, Path from, String ending) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path each : files.filter(file -> file.toString().endsWith(ending)).sorted().toList()) {
        if (Files.size(each) < 16_000) {
          add(target, Files.readAllBytes(each));
        }
      }
    }
  }

  private void expressions() throws IOException {
    for (String each :
        List.of(
            "${name}-${count + 1}",
            "${list?join(\",\")} and ${map.b[0]!\"none\"}",
            "${on?then('a', 'b')?upper_case} $${x}",
            "${env.DB_PASSWORD?substring(2)}${hidden}",
            "${env.HOME} ${slug(name + '_X')}",
            "${(count * 2 - 1) % 2} ${1..3} ${map?keys}",
            "${list?filter(x -> x != 'a')?map(x -> x + '!')?join('-')}",
            "${name?matches('w.*')?c} ${name?replace('w', 'v', 'r')}",
            "{{ name }} ${missing!} ${missing}",
            "${name?left_pad(9)?html} ${count?string} ${.now}",
            "<#if on>${name}<#else>x</#if>",
            "${[1, {'a': hidden}, [2]]} ${map + {'c': 1}}",
            "${list[0..1]?reverse?first} ${name[0]} ${name?split('e')?size}")) {
      add("expression", each.getBytes(StandardCharsets.UTF_8));
      add("template", each.getBytes(StandardCharsets.UTF_8));
    }
    for (String each :
        List.of(
            "<#list list as x>${x_index}${x}<#sep>, </#list>",
            "<#macro m a b=2>${a}${b}<#nested></#macro><@m a=1>x</@m>",
            "<#assign x = {'a': 1}><#switch count><#case 3>y<#break><#default>n</#switch>",
            "<#function f x><#return x + 1></#function>${f(1)} <#-- no --> <#noparse>${</#noparse>",
            "<#include 't.ftl'>",
            "<#attempt>${nosuch}<#recover>${.error?length}</#attempt><#local x=1>",
            "<#setting number_format='0.0'><#escape x as x?html>${name}</#escape><#ftl>",
            "<#items as i></#items><#import 't.ftl' as t>${t.x}<#stop 'no'>")) {
      add("template", each.getBytes(StandardCharsets.UTF_8));
    }
  }

  private void disks() throws Exception {
    Path scratch = Files.createTempDirectory("seeds");
    StreamOptimizedFile small = StreamOptimizedFile.ofCapacity(128 << 10).withFilledGrains(1);
    add("disk", Files.readAllBytes(small.write(scratch.resolve("a"))));
    add("disk", Files.readAllBytes(IsoFile.write(scratch.resolve("iso"), 18, 0)));
    byte[] raw = new byte[2048];
    raw[510] = 0x55;
    raw[511] = (byte) 0xaa;
    add("disk", raw);
    add(
        "disk",
        """
        # Disk DescriptorFile
        version=1
        CID=12345678
        parentCID=ffffffff
        createType="monolithicFlat"
        RW 2 FLAT "disk-flat.vmdk" 0
        ddb.adapterType = "ide"
        """
            .getBytes(StandardCharsets.US_ASCII));
    Path source = Files.write(scratch.resolve("source"), raw);
    for (List<String> each :
        List.of(
            List.of("qcow2", "cluster_size=512"),
            List.of("qcow2", "cluster_size=512,compat=0.10"),
            List.of("vpc", "subformat=dynamic"),
            List.of("vpc", "subformat=fixed,force_size=on"),
            List.of("vdi", "static=off"),
            List.of("vmdk", "subformat=monolithicSparse"),
            List.of("vmdk", "subformat=streamOptimized"))) {
      Path made = scratch.resolve("made");
      Process process =
          new ProcessBuilder(
                  "qemu-img",
                  "convert",
                  "-f",
                  "raw",
                  "-O",
                  each.get(0),
                  "-o",
                  each.get(1),
                  source.toString(),
                  made.toString())
              .inheritIO()
              .start();
      if (process.waitFor() == 0 && Files.size(made) < 200_000) {
        add("disk", Files.readAllBytes(made));
      }
    }
    OvfFile ovf =
        OvfFile.of(scratch, "VirtualSCSI", 1 << 20, 1 << 20)
            .with("vm-disk1.vmdk", Files.readAllBytes(scratch.resolve("a")))
            .with("vm-disk2.vmdk", Files.readAllBytes(scratch.resolve("a")));
    add("ovf", ovf.files().get("vm.ovf"));
    add("ova", Files.readAllBytes(ovf.withManifest("SHA256").pack(scratch.resolve("vm.ova"))));
  }

  /** One request and one answer of each method of an apply and a destroy, the first ones. */
  private void calls() throws Exception {
    List<Class<?>> all = new ArrayList<>(NewerTypes.ALL);
    all.addAll(PbmStub.TYPES);
    WireTypes types = new WireTypes(all);
    Path scratch = Files.createTempDirectory("seeds");
    Set<String> seen = ConcurrentHashMap.newKeySet();
    String lab =
        "speed: 1000\nguest_delay: 10 ms" + Bench.LAB.substring(Bench.LAB.indexOf("\ndata"));
    Simulator simulator = Simulator.of(Bench.lab(lab), SimTime.wall(Clock.systemUTC()));
    UnaryOperator<Vcenter> between =
        vcenter ->
            (Vcenter)
                Proxy.newProxyInstance(
                    Vcenter.class.getClassLoader(),
                    new Class<?>[] {Vcenter.class},
                    (proxy, method, arguments) -> {
                      Object result = method.invoke(vcenter, arguments);
                      if (!(result instanceof Vcenter.Client client)) {
                        return result;
                      }
                      Vim25 listening =
                          call -> {
                            Object answer = client.wire().call(call);
                            if (seen.add(call.method())) {
                              keep(types, call, answer);
                            }
                            return answer;
                          };
                      return new Vcenter.Client(listening, client.isLoggedIn());
                    });
    try (ServedLab served = ServedLab.of(scratch, simulator, between)) {
      String playbook = PLAYBOOK.formatted(served.port(), ServedLab.USER, ServedLab.PASSWORD);
      Path file = Files.writeString(scratch.resolve("site.yml"), playbook);
      for (String command : List.of("apply", "destroy")) {
        Provision.run(
            List.of(command, file.toString(), "--yes", "--allow", "delete"),
            Map.of(),
            System.out,
            System.out);
      }
    }
  }

  private void keep(WireTypes types, Call call, Object result) {
    try {
      kept(types, call, result);
    } catch (IOException | MalformedMessage e) {
      throw new IllegalStateException(e);
    }
  }

  private synchronized void kept(WireTypes types, Call call, Object result)
      throws IOException, MalformedMessage {
    add("request", new RequestWriter(types).write(call.method(), call.arguments(), "op-1"));
    int type = AnswerTarget.TYPES.indexOf(String.valueOf(call.returnType()));
    if (type >= 0 && result != null) {
      byte[] answer =
          new AnswerWriter(types).result("urn:vim25", call.method(), call.returnType(), result);
      byte[] input = new byte[answer.length + 1];
      input[0] = (byte) type;
      System.arraycopy(answer, 0, input, 1, answer.length);
      if (input.length < 16_000) {
        add("answer", input);
      }
    }
  }

  private void states() throws Exception {
    add("state", LabTarget.stateOf(StateTarget.LAB));
    StringBuilder capture = new StringBuilder();
    for (ObjectContent each : LabTarget.contentsOf(StateTarget.LAB)) {
      byte[] document = new RequestWriter(NewerTypes.wire()).document("ObjectContent", each);
      if (capture.length() > 0) {
        capture.append(CaptureTarget.NEXT_FILE);
      }
      capture.append(new String(document, StandardCharsets.ISO_8859_1));
    }
    add("capture", capture.toString().getBytes(StandardCharsets.ISO_8859_1));
  }
}
