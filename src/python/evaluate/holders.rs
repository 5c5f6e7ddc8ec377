//! Who holds an object: a change of one of several is seen by whoever else holds it.

use std::rc::Rc;

use super::Evaluator;
use super::library::Known;
use super::object::{Alternatives, Configured, Flavour, Function, Id, Native, Object, V, Val};

/// Values and objects that are still to be walked.
struct Walk<'v, 'a> {
    wanted: Id,
    maybe: &'v Rc<Alternatives<'a>>,
    values: Vec<&'v Val<'a>>,
    objects: Vec<Id>,
    seen: Vec<bool>,
    found: bool,
}

impl<'a> Evaluator<'a> {
    /// Whether something that the settings can still reach holds the object, other
    /// than this value, which is it or another one.
    pub(super) fn is_held_beside(&self, wanted: Id, maybe: &Rc<Alternatives<'a>>) -> bool {
        let mut walk = Walk {
            wanted,
            maybe,
            values: Vec::new(),
            objects: Vec::new(),
            seen: vec![false; self.heap.len()],
            found: false,
        };
        for frame in self.frames.iter().chain(self.aside.iter().flatten()) {
            walk.objects.extend([frame.locals, frame.globals]);
            walk.objects.extend(&frame.enclosing);
            walk.objects.extend(frame.yields);
            walk.values.extend(&frame.receiver);
            walk.values.extend(frame.pending.iter().map(|(value, _)| value));
        }
        walk.objects.extend(self.imported.names.values().chain(self.imported.files.values()));
        walk.objects.extend([self.environ, self.argv, self.shared_readers.0, self.shared_readers.1]);
        let mut walked = 0;
        while !walk.found {
            if let Some(value) = walk.values.pop() {
                walk.value(value);
            } else if let Some(id) = walk.objects.pop() {
                if !std::mem::replace(&mut walk.seen[id as usize], true) {
                    walk.object(self.object(id));
                }
            } else {
                break;
            }
            walked += 1;
        }
        self.look(walked);
        walk.found
    }
}

impl<'v, 'a> Walk<'v, 'a> {
    fn object(&mut self, object: &'v Object<'a>) {
        match object {
            Object::List(items) => self.values.extend(items),
            Object::Dict(table) | Object::Set(table) => {
                for (key, value) in table.pairs.values() {
                    self.values.extend([key, value]);
                }
                if let Flavour::Default(Some(make)) = &table.flavour {
                    self.values.push(make);
                }
            }
            Object::Scope(scope) => self.values.extend(scope.names.values().map(|bound| &bound.value)),
            Object::Class(class) => {
                self.values.extend(&class.bases);
                self.objects.push(class.scope);
                self.objects.extend(&class.ancestors);
            }
            Object::Instance { class, attributes, held } => {
                self.objects.extend([*class, *attributes]);
                self.values.extend(held);
            }
            Object::Iterator(iteration) => {
                self.values.extend(iteration.items.iter().chain(&iteration.returned));
                if let Some(pending) = &iteration.pending {
                    self.objects.push(pending.locals);
                    self.values.extend(&pending.receiver);
                    self.function(&pending.function);
                }
            }
            Object::Fork(fork) => {
                for object in fork.contents() {
                    self.object(object);
                }
            }
        }
    }

    fn value(&mut self, value: &'v Val<'a>) {
        match &value.kind {
            V::List(id) | V::Dict(id) | V::Set(id) | V::Instance(id) => {
                self.found |= *id == self.wanted;
                self.objects.push(*id);
            }
            V::Class(id) | V::Iterator(id) => self.objects.push(*id),
            V::Module(module) => self.objects.push(module.scope),
            V::Maybe(maybe) => {
                for value in maybe.values() {
                    match &value.kind {
                        V::List(id) | V::Dict(id) | V::Set(id) | V::Instance(id)
                            if *id == self.wanted && Rc::ptr_eq(maybe, self.maybe) => {}
                        _ => self.values.push(value),
                    }
                }
            }
            V::Tuple(items) => self.values.extend(items.iter()),
            V::Exception(exception) => self.values.extend(exception.1.iter()),
            V::Function(function) => self.function(function),
            V::Method(method) => self.values.extend([&method.0, &method.1]),
            V::NativeMethod(method) => self.values.push(&method.0),
            V::Native(native) => self.native(native),
            V::None
            | V::Bool(_)
            | V::Int(_)
            | V::Float(_)
            | V::Str(_)
            | V::Bytes(_)
            | V::Range(..)
            | V::Path(_)
            | V::Timedelta(_)
            | V::Date(_)
            | V::Decimal(_)
            | V::Regex(..)
            | V::Typed(..)
            | V::Lazy(_)
            | V::Symbol(_)
            | V::Unbound
            | V::Unknown(_)
            | V::Rest(_) => {}
        }
    }

    fn function(&mut self, function: &'v Function<'a>) {
        self.values.extend(function.defaults.iter().map(|(_, value)| value));
        self.objects.push(function.globals);
        self.objects.extend(&function.enclosing);
        self.objects.extend(function.owner);
    }

    fn native(&mut self, native: &'v Native<'a>) {
        match native {
            Native::Reader(_, state) | Native::Prefixed { state, .. } | Native::ParserFor { state, .. } => {
                self.objects.push(*state);
            }
            Native::Csv { cast, post_process, .. } => {
                self.values.extend(cast.iter().chain(post_process).map(|value| &**value));
            }
            Native::Choices { valid, cast } => self.values.extend([valid, cast]),
            Native::Partial { function, positional, named, .. } => {
                self.values.push(function);
                self.values.extend(positional.iter().chain(named.iter().map(|(_, value)| value)));
            }
            Native::Context { function, positional, named } => {
                self.function(function);
                self.values.extend(positional.iter().chain(named.iter().map(|(_, value)| value)));
            }
            Native::Super(class, value) => {
                self.objects.push(*class);
                self.values.push(value);
            }
            Native::ItemGetter(values) | Native::LazyCall(_, values) | Native::Suppress(values) => {
                self.values.extend(values);
            }
            Native::Configured(Configured { default, options, .. }) => {
                self.values.push(default);
                self.values.extend(options.iter().map(|(_, value)| value));
            }
            Native::Property { get, set } => self.values.extend([get].into_iter().chain(set)),
            Native::Field(field) => self.values.extend(field.default.iter().chain(&field.factory)),
            Native::ContextMaker(value) | Native::NullContext(value) => self.values.push(value),
            Native::Library(known) => self.library(known),
            // pydantic copies what it is given.
            Native::ModelField(_)
            | Native::ModelFields(_)
            | Native::Validator(_)
            | Native::EnvironPath(_)
            | Native::EnumAuto
            | Native::Secret(_)
            | Native::Dsn(_)
            | Native::Opaque(_) => {}
        }
    }

    fn library(&mut self, known: &'v Known<'a>) {
        match known {
            Known::Record(record) => self.values.extend(record.items.iter()),
            Known::RecordClass { defaults, .. } => self.values.extend(defaults),
            Known::MethodCaller { positional, named, .. } => {
                self.values.extend(positional.iter().chain(named.iter().map(|(_, value)| value)));
            }
            Known::Endless { start, step, round } => {
                self.values.push(start);
                self.values.extend(step.iter().chain(round));
            }
            Known::Deque { list, .. } => self.objects.push(*list),
            Known::Match(_)
            | Known::Reader { .. }
            | Known::Hash { .. }
            | Known::Ini(_)
            | Known::IniData(_)
            | Known::IniSection { .. }
            | Known::AttrGetter(_)
            | Known::Template(_) => {}
        }
    }
}
