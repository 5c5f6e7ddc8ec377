//! Calls: arguments, parameters, and what is behind a function's name.

use std::rc::Rc;

use rustpython_parser::ast;

use super::object::{Alternatives, Body, Function, Id, MethodKind, Native, Table, V, Val, merge_unknown};
use super::{Eval, Evaluator, Flow, Frame, MAX_CALLS, Raise};
use crate::python::library::Failure;
use crate::python::value::Value;

/// Named arguments, in order.
pub(super) type Named<'a> = Vec<(Rc<str>, Val<'a>)>;

impl<'a> Evaluator<'a> {
    pub(super) fn evaluate_call(&mut self, node: &'a ast::ExprCall) -> Eval<'a> {
        let place = self.place(node);
        // `super()` needs the frame, not a value.
        if let ast::Expr::Name(name) = &*node.func {
            match name.id.as_str() {
                "super" => return Ok(self.super_object()),
                "locals" | "globals" | "vars" if node.args.is_empty() => {
                    let frame = self.frame();
                    let scope = if name.id.as_str() == "globals" { frame.globals } else { frame.locals };
                    return Ok(self.scope_value(scope));
                }
                _ => {}
            }
        }
        let function = self.evaluate(&node.func)?;
        let reads = self.reads.len();
        let mut positional = Vec::with_capacity(node.args.len());
        let mut uncertain = None;
        for argument in &node.args {
            if let ast::Expr::Starred(starred) = argument {
                let value = self.evaluate(&starred.value)?;
                for item in self.spread(&value)? {
                    if let V::Rest(why) = &item.kind {
                        uncertain = Some(why.clone());
                    }
                    positional.push(item);
                }
            } else {
                positional.push(self.evaluate(argument)?);
            }
        }
        // `int(os.environ["PORT"])` says what the variable holds; `bool()` of a text does not.
        if let (V::Symbol(class), [ast::Expr::Call(_) | ast::Expr::Subscript(_)]) =
            (&function.kind, &node.args[..])
            && let Some(cast) = ["int", "float"].into_iter().find(|name| **name == **class)
            && let [read] = &mut self.reads[reads..]
            && read.cast == "str"
        {
            read.cast = cast;
        }
        let mut named: Named<'a> = Vec::with_capacity(node.keywords.len());
        for keyword in &node.keywords {
            let value = self.evaluate(&keyword.value)?;
            match &keyword.arg {
                Some(name) => named.push((name.as_str().into(), value)),
                None => {
                    let mut table = Table::default();
                    self.table_merge(&mut table, &value)?;
                    uncertain = uncertain.or(table.open.clone());
                    for (_, (name, value)) in table.pairs {
                        if let V::Str(name) = name.kind {
                            named.push((name, value));
                        }
                    }
                }
            }
        }
        // Arguments that are not known in number: the call is not followed.
        if let Some(why) = uncertain
            && !matches!(function.kind, V::Symbol(_))
        {
            self.doubt(None, false, &why);
            return Ok(Val { kind: V::Unknown(why), place: Some(place) });
        }
        self.call(&function, positional, named)
    }

    pub(super) fn call(
        &mut self,
        function: &Val<'a>,
        positional: Vec<Val<'a>>,
        named: Named<'a>,
    ) -> Eval<'a> {
        match &function.kind {
            V::Function(function) => self.call_function(&function.clone(), None, positional, named),
            V::Method(method) => {
                let (function, receiver) = (method.0.clone(), method.1.clone());
                match &function.kind {
                    V::Function(function) => {
                        self.call_function(&function.clone(), Some(receiver), positional, named)
                    }
                    _ => {
                        let mut with = vec![receiver];
                        with.extend(positional);
                        self.call(&function, with, named)
                    }
                }
            }
            V::NativeMethod(method) => {
                let (receiver, name) = (method.0.clone(), method.1.clone());
                match &receiver.kind {
                    V::Maybe(maybe) => self.change_by_method(maybe, &name, &positional, &named),
                    _ => self.call_method(&receiver, &name, positional, named),
                }
            }
            V::Symbol(name) => {
                let name = name.clone();
                match self.call_object_model(&name, &positional, &named) {
                    Some(result) => result,
                    None => self.call_symbol(&name, positional, named),
                }
            }
            V::Class(id) => self.instantiate(*id, positional, named),
            V::Native(native) => self.call_native(&native.clone(), positional, named),
            V::Instance(_) => match self.class_attribute(function, "__call__") {
                Some(method) => self.call(&method, positional, named),
                None => Ok(self.unsupported("a call of an object", Some(self.statement))),
            },
            V::Maybe(maybe) => {
                let maybe = maybe.clone();
                let mut joined = maybe.of_each();
                let (mut changed, mut raised) = (Vec::new(), None);
                for (way, usual) in maybe.ways() {
                    self.begin();
                    let result = self.call(way, positional.clone(), named.clone());
                    let changes = self.take_back();
                    match result {
                        Ok(result) => {
                            changed.push((changes, usual));
                            self.add_alternative(&mut joined, &result, usual);
                        }
                        Err(raise) => {
                            self.doubt_after(changes, &raise.class, usual, &maybe.because);
                            raised = Some(raise);
                        }
                    }
                }
                self.join_ways(changed, &maybe.because);
                if let (Some(raise), None, [], None) =
                    (raised, &joined.usual, &joined.others[..], &joined.open)
                {
                    return Err(raise);
                }
                Ok(self.settle(joined, function.place))
            }
            V::Unknown(why) | V::Rest(why) => {
                let why = why.clone();
                self.doubt(None, false, &why);
                Ok(Val { kind: V::Unknown(why), place: Some(self.statement) })
            }
            _ => {
                let class = self.type_name(function);
                self.raise("TypeError", format!("'{class}' object is not callable"))
            }
        }
    }

    /// Calls a method that changes its object, which is one of several.
    fn change_by_method(
        &mut self,
        maybe: &Rc<Alternatives<'a>>,
        name: &str,
        positional: &[Val<'a>],
        named: &Named<'a>,
    ) -> Eval<'a> {
        let mut joined = maybe.of_each();
        self.change_each(maybe, |me, object, usual| {
            let method = me.attribute(object, name)?;
            let result = me.call(&method, positional.to_vec(), named.clone())?;
            me.add_alternative(&mut joined, &result, usual);
            Ok(())
        })?;
        Ok(self.settle(joined, Some(self.statement)))
    }

    /// Functions that have to do with classes, functions and blocks.
    fn call_object_model(
        &mut self,
        name: &str,
        positional: &[Val<'a>],
        named: &Named<'a>,
    ) -> Option<Eval<'a>> {
        let native = |native| Some(Ok(Val::new(V::Native(Rc::new(native)))));
        if let Some(function) = name.strip_prefix("dataclasses.") {
            return self.call_dataclasses(function, positional, named);
        }
        match name {
            "enum.auto" => native(Native::EnumAuto),
            // `@functools.wraps(f)`: the wrapper goes by the name of what it wraps.
            "functools.wraps" => native(Native::partial(
                Val::new(V::Symbol("functools.update_wrapper".into())),
                Vec::new(),
                vec![("wrapped".into(), positional.first().cloned()?)],
            )),
            "functools.update_wrapper" => {
                let wrapper = positional.first()?;
                let wrapped = positional.get(1).or_else(|| named.first().map(|(_, value)| value))?;
                Some(Ok(match (&wrapper.kind, &wrapped.kind) {
                    (V::Function(function), V::Function(wrapped)) => {
                        let copy = Function { name: wrapped.name.clone(), ..function.copy() };
                        Val { kind: V::Function(Rc::new(copy)), place: wrapper.place }
                    }
                    _ => wrapper.clone(),
                }))
            }
            "delattr" => match positional {
                [object, name] => Some(match (self.attribute_scope(object), name.as_str().cloned()) {
                    (Some(scope), Some(name)) => {
                        if self.scope_mut(scope).names.shift_remove(&name).is_none()
                            && self.scope(scope).open.is_none()
                        {
                            return Some(self.raise("AttributeError", name.to_string()));
                        }
                        Ok(Val::new(V::None))
                    }
                    _ => Ok(self.unsupported("delattr()", Some(self.statement))),
                }),
                _ => None,
            },
            "contextlib.suppress" => native(Native::Suppress(positional.to_vec())),
            "contextlib.nullcontext" => {
                native(Native::NullContext(positional.first().cloned().unwrap_or_else(|| Val::new(V::None))))
            }
            "contextlib.contextmanager" => native(Native::ContextMaker(positional.first().cloned()?)),
            "object.__new__" => match positional.first().map(|value| &value.kind) {
                Some(V::Class(id)) => Some(Ok(self.bare_instance(*id))),
                _ => None,
            },
            "property" => {
                let by_name = |wanted: &str| {
                    named.iter().find(|(name, _)| &**name == wanted).map(|(_, value)| value.clone())
                };
                let get = positional.first().cloned().or_else(|| by_name("fget"))?;
                let set = positional.get(1).cloned().or_else(|| by_name("fset"));
                native(Native::Property { get, set })
            }
            "staticmethod" | "classmethod" => {
                let kind = if name == "staticmethod" { MethodKind::Static } else { MethodKind::Class };
                let V::Function(function) = &positional.first()?.kind else { return None };
                let copy = Function { kind, ..function.copy() };
                Some(Ok(Val { kind: V::Function(Rc::new(copy)), place: positional[0].place }))
            }
            "type" => match positional {
                [name, bases, body] => Some(self.make_class(name, bases, body)),
                _ => None,
            },
            _ => None,
        }
    }

    /// `type(name, bases, body)`.
    fn make_class(&mut self, name: &Val<'a>, bases: &Val<'a>, body: &Val<'a>) -> Eval<'a> {
        let (V::Str(name), V::Tuple(bases)) = (&name.kind, &bases.kind) else {
            return Ok(self.unsupported("type() with three arguments", Some(self.statement)));
        };
        let (name, bases) = (name.clone(), bases.to_vec());
        let mut table = Table::default();
        self.table_merge(&mut table, body)?;
        if let Some(why) = table.open {
            return Ok(Val { kind: V::Unknown(why), place: Some(self.statement) });
        }
        let scope = self.new_scope();
        for (_, (name, value)) in table.pairs {
            if let V::Str(name) = name.kind {
                self.bind_in(scope, &name, value);
            }
        }
        Ok(Val::at(V::Class(self.new_class(name, bases, scope, true)), self.statement))
    }

    /// Calls a function of the settings.
    pub(super) fn call_function(
        &mut self,
        function: &Rc<Function<'a>>,
        receiver: Option<Val<'a>>,
        mut positional: Vec<Val<'a>>,
        named: Named<'a>,
    ) -> Eval<'a> {
        if self.frames.len() >= MAX_CALLS {
            return Ok(self.limit("calls within calls", Some(self.statement)));
        }
        if let Some(receiver) = &receiver {
            positional.insert(0, receiver.clone());
        }
        let locals = self.new_scope();
        self.bind_parameters(function, locals, positional, named)?;
        if function.symbols().yields {
            return Ok(Val::at(self.new_generator(function.clone(), locals, receiver), self.statement));
        }
        let caller = self.statement;
        let frame = Frame { receiver, ..Frame::of_function(function, locals) };
        let (result, frame) = self.run_body(function, frame);
        let last = match result {
            Ok(Flow::Return(value)) => Some(value),
            Ok(_) => Some(Val::new(V::None)),
            Err(raise) if frame.pending.is_empty() => return Err(raise),
            // One way raises, another has returned.
            Err(raise) => {
                let because =
                    merge_unknown([&self.unsupported("a branch", Some(caller))]).expect("it is unknown");
                self.doubt(Some(&raise.class), !frame.usual_gone, &because);
                None
            }
        };
        if frame.pending.is_empty() && !frame.usual_gone {
            return Ok(last.expect("without pending values it returned"));
        }
        let because = frame
            .pending
            .iter()
            .map(|(value, _)| value)
            .chain(&last)
            .find_map(|value| self.hole_within(value))
            .or_else(|| self.doubts.last().map(|doubt| doubt.because.clone()))
            .or_else(|| merge_unknown([&self.unsupported("a branch that cannot be decided", Some(caller))]))
            .expect("the last one is unknown");
        let mut joined = Alternatives::none(&because);
        for (value, usual) in &frame.pending {
            self.add_alternative(&mut joined, value, *usual);
        }
        if let Some(last) = &last {
            self.add_alternative(&mut joined, last, !frame.usual_gone);
        }
        Ok(self.settle(joined, Some(caller)))
    }

    /// Runs a function's body in its frame, and gives the frame back.
    pub(super) fn run_body(
        &mut self,
        function: &Function<'a>,
        frame: Frame<'a>,
    ) -> (Result<Flow<'a>, Raise<'a>>, Frame<'a>) {
        self.frames.push(frame);
        let caller = self.statement;
        let result = match function.body {
            Body::Block(statements) => self.block(statements),
            Body::Expression(expression) => self.evaluate(expression).map(Flow::Return),
        };
        self.statement = caller;
        (result, self.frames.pop().expect("pushed above"))
    }

    pub(super) fn bind_parameters(
        &mut self,
        function: &Rc<Function<'a>>,
        locals: Id,
        positional: Vec<Val<'a>>,
        named: Named<'a>,
    ) -> Result<(), Raise<'a>> {
        let parameters = function.parameters;
        // Each name is looked for among the others.
        let count = parameters.args.len() + parameters.kwonlyargs.len() + parameters.posonlyargs.len();
        self.look(count.saturating_mul(named.len() + function.defaults.len()));
        let mut given = positional.into_iter();
        let mut named: Vec<Option<(Rc<str>, Val<'a>)>> = named.into_iter().map(Some).collect();
        let mut bound: Vec<(Rc<str>, Val<'a>)> = Vec::new();
        let (mut missing, mut missing_named) = (Vec::new(), Vec::new());
        let take = |named: &mut Vec<Option<(Rc<str>, Val<'a>)>>, name: &str| {
            named
                .iter_mut()
                .find(|slot| slot.as_ref().is_some_and(|(given, _)| &**given == name))
                .and_then(Option::take)
        };
        let default = |name: &str| {
            function.defaults.iter().find(|(given, _)| &**given == name).map(|(_, value)| value.clone())
        };
        let positional_parameters = parameters.posonlyargs.iter().chain(&parameters.args);
        for (index, parameter) in positional_parameters.enumerate() {
            let name = parameter.def.arg.as_str();
            let by_name = index >= parameters.posonlyargs.len();
            let value = match given.next() {
                Some(_) if by_name && take(&mut named, name).is_some() => {
                    let function = &function.name;
                    let message = format!("{function}() got multiple values for argument '{name}'");
                    return self.raise("TypeError", message);
                }
                Some(value) => Some(value),
                None if by_name => take(&mut named, name).map(|(_, value)| value).or_else(|| default(name)),
                None => default(name),
            };
            match value {
                Some(value) => bound.push((name.into(), value)),
                None => missing.push(name.into()),
            }
        }
        for parameter in &parameters.kwonlyargs {
            let name = parameter.def.arg.as_str();
            match take(&mut named, name).map(|(_, value)| value).or_else(|| default(name)) {
                Some(value) => bound.push((name.into(), value)),
                None => missing_named.push(name.into()),
            }
        }
        let rest: Vec<Val<'a>> = given.collect();
        match &parameters.vararg {
            Some(name) => bound.push((name.arg.as_str().into(), Val::new(V::Tuple(rest.into())))),
            None if !rest.is_empty() => {
                let name = &function.name;
                let most = parameters.posonlyargs.len() + parameters.args.len();
                let least = most
                    - parameters
                        .posonlyargs
                        .iter()
                        .chain(&parameters.args)
                        .filter(|parameter| parameter.default.is_some())
                        .count();
                let count = most + rest.len();
                let (wanted, plural) = if least == most {
                    (most.to_string(), if most == 1 { "" } else { "s" })
                } else {
                    (format!("from {least} to {most}"), "s")
                };
                let were = if count == 1 { "was" } else { "were" };
                return self.raise(
                    "TypeError",
                    format!("{name}() takes {wanted} positional argument{plural} but {count} {were} given"),
                );
            }
            None => {}
        }
        let left: Vec<(Rc<str>, Val<'a>)> = named.into_iter().flatten().collect();
        match &parameters.kwarg {
            Some(name) => {
                let dict = self.dict_of(left.into_iter().map(|(name, value)| (Val::str(name), value)));
                bound.push((name.arg.as_str().into(), Val::new(dict)));
            }
            None => {
                if let Some((unexpected, _)) = left.first() {
                    let name = &function.name;
                    return self.raise(
                        "TypeError",
                        format!("{name}() got an unexpected keyword argument '{unexpected}'"),
                    );
                }
            }
        }
        for (missing, kind) in [(missing, "positional"), (missing_named, "keyword-only")] {
            if !missing.is_empty() {
                return self.raise("TypeError", missing_arguments(&function.name, &missing, kind));
            }
        }
        for (name, value) in bound {
            let scope = self.scope_mut(locals);
            scope.names.insert(name, super::object::Bound { value, events: Rc::default() });
        }
        Ok(())
    }

    /// `globals()` and `locals()`: the scope itself, as a mapping.
    pub(super) fn scope_value(&mut self, scope: Id) -> Val<'a> {
        Val::new(V::Module(Rc::new(super::object::ModuleRef { name: "".into(), scope })))
    }

    fn super_object(&mut self) -> Val<'a> {
        let frame = self.frame();
        match (frame.owner, frame.receiver.clone()) {
            (Some(owner), Some(receiver)) => Val::new(V::Native(Rc::new(Native::Super(owner, receiver)))),
            _ => self.unsupported("super()", Some(self.statement)),
        }
    }

    /// A function found through an object or a class: bound as Python binds it.
    pub(super) fn bind_method(
        &mut self,
        found: Val<'a>,
        receiver: &Val<'a>,
        through_class: bool,
    ) -> Eval<'a> {
        let function = match &found.kind {
            V::Function(function) => function,
            V::Native(native) if !through_class => match &**native {
                super::object::Native::Property { get, .. } => {
                    let get = get.clone();
                    return self.call(&get, vec![receiver.clone()], Vec::new());
                }
                _ => return Ok(found),
            },
            // A method of a built-in class: `__getattr__ = dict.get`.
            V::Symbol(name) if !through_class && name.contains('.') && is_builtin_method(name) => {
                return Ok(Val::new(V::Method(Rc::new((found, receiver.clone())))));
            }
            V::Instance(_) => {
                // What has `__get__` says itself what it gives.
                let Some(get) = self.class_attribute(&found, "__get__") else { return Ok(found) };
                let (object, owner) = match (&receiver.kind, self.class_of(receiver)) {
                    (_, Some(class)) => (receiver.clone(), Val::new(V::Class(class))),
                    _ => (Val::new(V::None), receiver.clone()),
                };
                return self.call(&get, vec![object, owner], Vec::new());
            }
            _ => return Ok(found),
        };
        match function.kind {
            MethodKind::Static => Ok(found),
            MethodKind::Property if !through_class => {
                self.call_function(&function.clone(), Some(receiver.clone()), Vec::new(), Vec::new())
            }
            MethodKind::Class => {
                let class = self
                    .class_of(receiver)
                    .map_or_else(|| receiver.clone(), |class| Val::new(V::Class(class)));
                Ok(Val::new(V::Method(Rc::new((found, class)))))
            }
            _ if through_class => Ok(found),
            _ => Ok(Val::new(V::Method(Rc::new((found, receiver.clone()))))),
        }
    }

    // --- between the library's values and the evaluator's ---

    pub(super) fn str_value(&self, text: &str) -> Value {
        Value::unplaced(crate::python::Kind::Str(text.into()))
    }

    /// A library function's answer.
    pub(super) fn outcome(&mut self, result: Result<Value, Failure>) -> Eval<'a> {
        match result {
            Ok(value) => Ok(self.adopt(&value)),
            Err(Failure::Raises { class, message }) => self.raise(class, message),
            Err(Failure::Unsupported(what)) => Ok(self.unsupported(what, Some(self.statement))),
            Err(Failure::Limit(which)) => Ok(self.limit(which, Some(self.statement))),
        }
    }

    /// Unknown because the value is an object, or holds something unknown.
    pub(super) fn hole_of(&self, value: &Val<'a>, what: &'static str) -> Val<'a> {
        match self.hole_within(value) {
            Some(why) => Val { kind: V::Unknown(why), place: value.place },
            None => self.unsupported(what, value.place),
        }
    }

    /// Joins with True and False for a call that gives one of them.
    pub(super) fn bool_of_unknown(&self, arguments: &[Val<'a>]) -> Option<Val<'a>> {
        let unknown = self.unknown_of(arguments)?;
        let why = merge_unknown([&unknown])?;
        Some(self.either_bool(&why))
    }
}

/// What Python says of arguments that were not given.
pub(super) fn missing_arguments(function: &str, names: &[Rc<str>], kind: &str) -> String {
    let quoted: Vec<String> = names.iter().map(|name| format!("'{name}'")).collect();
    let listed = match &quoted[..] {
        [] => String::new(),
        [only] => only.clone(),
        [first, second] => format!("{first} and {second}"),
        [some @ .., last] => format!("{}, and {last}", some.join(", ")),
    };
    let plural = if names.len() == 1 { "" } else { "s" };
    format!("{function}() missing {} required {kind} argument{plural}: {listed}", names.len())
}

/// `dict.get` and its like: functions that a class binds to its objects.
fn is_builtin_method(name: &str) -> bool {
    matches!(name.split('.').next(), Some("dict" | "list" | "str" | "set" | "tuple"))
}
